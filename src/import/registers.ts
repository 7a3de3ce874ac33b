import { RecordingBuilder } from './builder.ts';
import type { Head, Importer, LineReader } from './importer.ts';
import { type Cursor, FRAME_HALVES, readHex } from './read-word.ts';
import type { Recording } from './recording.ts';
import { type Columns, columnsOf, rowOf, type Words } from './register-columns.ts';
import { isReplyWord } from './reply-ids.ts';

/** A table of registers written by hand: hexadecimal words, a call and its reply a line or a line each. */
export const registersImporter: Importer = {
  what: 'a table of registers (hexadecimal words, a call and its reply a line, or with a heading that names the columns)',
  open: (head) => (isTable(head) ? new RegistersReader() : null),
};

/** Empty lines, comments, and the line below the heading of a table. */
const BETWEEN = /^\s*(?:$|Attaching \d+ probes?|#|\/\/|[|+:=-][|+:=\s-]*$)/;

/** A table has a frame of FF-A in one of its first lines, and more lines of words than lines of something else. */
function isTable(head: Head): boolean {
  const columns = head.map(columnsOf).find((c) => c !== null) ?? null;
  const written = head.filter((l) => !BETWEEN.test(l) && columnsOf(l) === null);
  const lines = written.filter(
    (l) => (columns !== null && rowOf(columns, l) !== null) || parseRegisterLine(l) !== null,
  );
  const frames = lines.filter((l) => isFrame(columns, l));
  return frames.length > 0 && lines.length * 2 >= written.length;
}

function isFrame(columns: Columns | null, line: string): boolean {
  const row = columns === null ? null : rowOf(columns, line);
  const w0 = row === null ? parseRegisterLine(line)?.first[0] : (row.call[0] ?? row.reply[0]);
  return w0 !== undefined && isFunction(w0);
}

/** One line: the words of a call, the words of a reply, or both; what is not there is empty. */
export interface RegisterLine {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const ARROW = /->|=>|→|\||;/;
/** `w0=`, `x3:`, `a0 =`, `r7=` before a word, and words like "call" and "ret" at the beginning of a half. */
const LABELS =
  /\b[wxar][0-7]\s{0,4}[=:]|^\s*(?:[-*] +)?(?:\d{1,6}[.):]\s|(?:call|ret(?:urn)?|reply|req|resp|in|out|smc)\b[:=]?)/gi;

/**
 * The words of one line, or null where something else than hexadecimal words stands there. Words are hexadecimal with
 * or without `0x`, separated by blanks, commas, tabs or brackets; `->`, `=>`, `|` or `;` stand between call and reply.
 * Sixteen words without a separator are a call and its reply. Quotation marks and braces around one word are JSON's, and
 * no table.
 */
export function parseRegisterLine(line: string): RegisterLine | null {
  if (line.length > 2000 || /["']/.test(line)) return null;
  const halves = line.split(ARROW).map(words);
  if (halves.length > 2 || halves.some((h) => h === null)) return null;
  const [first = [], second = []] = halves as string[][];
  if (first.length > 8 && first.length <= 16 && halves.length === 1)
    return { first: first.slice(0, 8), second: first.slice(8) };
  return first.length <= 8 && second.length <= 8 && first.length + second.length > 0 ? { first, second } : null;
}

function words(half: string): string[] | null {
  if (!inOrder(half)) return null;
  const bare = half.replace(LABELS, ' ').trim();
  if (bare === '') return [];
  const list = bare.split(/[\s,()[\]{}]+/).filter((t) => t !== '');
  return list.every((t) => /^(0x)?[0-9a-f]{1,16}$/i.test(t)) ? list : null;
}

/** Registers that have their names stand in their order, from 0 on without a gap. */
function inOrder(half: string): boolean {
  const numbers = Array.from(half.matchAll(/\b[wxar]([0-7])\s{0,4}[=:]/gi), (m) => Number(m[1]));
  return numbers.every((n, i) => n === i);
}

/** Is this word the id of a fast call of the standard secure services, FF-A's range (SMCCC 6)? */
function isFunction(word: string): boolean {
  const w0 = BigInt(`0x${word.replace(/^0x/i, '')}`);
  return (w0 & 0xbfff_0000n) === 0x8400_0000n && (w0 & 0xffffn) >= 0x60n && w0 <= 0xffff_ffffn;
}

class RegistersReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #halves = new Uint32Array(FRAME_HALVES);
  #columns: Columns | null = null;
  #open = false;

  constructor() {
    this.#builder.where(0, 'pasted', 'process');
  }

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string, number: number): void {
    const columns = columnsOf(text);
    if (columns !== null) {
      this.#columns = columns;
      return;
    }
    if (BETWEEN.test(text)) return;
    if (this.#columns !== null) this.#row(this.#columns, text, number);
    else this.#written(text, number);
  }

  soFar(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.soFar('table of registers', false);
  }

  finish(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.finish('table of registers', false);
  }

  /** A line below a heading that names the columns. */
  #row(columns: Columns, text: string, number: number): void {
    const row = rowOf(columns, text);
    if (row === null) {
      this.#builder.report.broken(number, text, 'This line has not the columns that the heading names.');
      return;
    }
    this.#frames(row.call, row.reply);
  }

  #written(text: string, number: number): void {
    const line = parseRegisterLine(text);
    if (line === null) this.#builder.report.broken(number, text, 'This is no line of hexadecimal words.');
    // One word is a call that needs no more, such as FFA_ID_GET, or an answer: another number is no frame.
    else if (line.first.length + line.second.length === 1 && !this.#open && !isFunction(line.first[0] ?? '0'))
      this.#builder.report.broken(number, text, 'A single word that is no function of FF-A.');
    else this.#frames(line.first, line.second);
  }

  /** An answer without an open call is an answer whose call is not in the table, never a call. */
  #frames(first: Words, second: Words): void {
    if (first.length > 0) {
      this.#read(first);
      const [low = 0, high = 0] = this.#halves;
      const alone = second.length === 0;
      if (alone && isReplyWord(low, high)) this.#reply();
      else this.#call();
    }
    if (second.length > 0) {
      this.#read(second);
      this.#reply();
    }
  }

  #call(): void {
    this.#builder.call(this.#halves, 'arm_ffa');
    this.#open = true;
  }

  #reply(): void {
    this.#builder.reply(this.#halves, null);
    this.#open = false;
  }

  #read(list: Words): void {
    this.#halves.fill(0);
    const cursor: Cursor = { at: 0 };
    for (const [i, word] of list.entries())
      if (word !== undefined) readHex(word, cursor, /^0x/i.test(word) ? 2 : 0, this.#halves, i);
  }
}
