import type { Head, LineReader, OnRead } from './importer.ts';
import type { Recording } from './recording.ts';

/** How grep -n and grep -Hn number lines; lines of the context (-C) have a dash. No time of day, no date. */
const GREP = /^(?:[^\s:]{1,200}[:-])?(\d{1,9})[:-](?!\d{2}[:-]\d{2})/;
/** How cat -n, nl and less -N number lines. */
const CAT = /^ {0,8}(\d{1,9})(?:\t| {1,2}(?=\S| ))/;

/** How many of the first lines are looked at, and how many must have a number at least. */
const MOST = 100;
const FEWEST = 2;

/**
 * The shape of the numbers before the lines of a file that went through a pager or through grep; null where the lines
 * have none. Each line has one, and they grow: from one line to the next by one where a blank stands behind them, since
 * a number and a blank begin much else.
 */
export function lineNumbers(head: Head): RegExp | null {
  const lines = head.filter((l) => l.trim() !== '' && l !== '--').slice(0, MOST);
  if (lines.length < FEWEST) return null;
  if (grows(lines, GREP, (a, b) => b > a)) return GREP;
  return grows(lines, CAT, (a, b) => b === a + 1) ? CAT : null;
}

/** Reads the lines without their numbers. */
export class NumberedReader implements LineReader {
  readonly #inner: LineReader;
  readonly #shape: RegExp;
  #heard: OnRead | null = null;

  constructor(inner: LineReader, shape: RegExp) {
    this.#inner = inner;
    this.#shape = shape;
  }

  line(text: string, number: number, cut: boolean): void {
    if (text === '--') return;
    const line = text.replace(this.#shape, '');
    this.#inner.line(line, number, cut);
    this.#heard?.(line, number, this.#inner.rows());
  }

  hears(heard: OnRead): void {
    if (this.#inner.hears !== undefined) this.#inner.hears(heard);
    else this.#heard = heard;
  }

  rows(): number {
    return this.#inner.rows();
  }

  notUnderstood(): number {
    return this.#inner.notUnderstood();
  }

  soFar(lines: number): Recording | null {
    return this.#inner.soFar(lines);
  }

  finish(lines: number): Recording {
    return this.#inner.finish(lines);
  }
}

function grows(lines: readonly string[], shape: RegExp, follows: (a: number, b: number) => boolean): boolean {
  let last: number | null = null;
  for (const line of lines) {
    const number = shape.exec(line)?.[1];
    if (number === undefined || (last !== null && !follows(last, Number(number)))) return false;
    last = Number(number);
  }
  return true;
}
