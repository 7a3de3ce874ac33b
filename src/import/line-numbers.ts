import type { Head } from './importer.ts';
import { eachLine, type Unwrap } from './wrapping/unwrap.ts';

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

/** Takes the numbers off; `--`, with which grep parts what does not follow, is no line. */
export const withoutNumbers = (shape: RegExp): Unwrap =>
  eachLine((text) => (text === '--' ? [] : [text.replace(shape, '')]));

function grows(lines: readonly string[], shape: RegExp, follows: (a: number, b: number) => boolean): boolean {
  let last: number | null = null;
  for (const line of lines) {
    const number = shape.exec(line)?.[1];
    if (number === undefined || (last !== null && !follows(last, Number(number)))) return false;
    last = Number(number);
  }
  return true;
}
