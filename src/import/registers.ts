import { RecordingBuilder } from './builder.ts';
import type { Importer, LineReader } from './importer.ts';
import { type Cursor, FRAME_HALVES, readHex } from './read-word.ts';
import type { Recording } from './recording.ts';

/** A table of registers written by hand: hexadecimal words, a call and its reply a line or a line each. */
export const registersImporter: Importer = {
  what: 'a table of registers (hexadecimal words, a call and its reply a line)',
  open: (head) => (head.some((line) => isCall(parseRegisterLine(line))) ? new RegistersReader() : null),
};

/** One line: the words of a call, the words of a reply, or both; what is not there is empty. */
export interface RegisterLine {
  readonly first: readonly string[];
  readonly second: readonly string[];
}

const ARROW = /->|=>|→|\||;/;
/** `w0=`, `x3:`, `a0 =`, `r7=` before a word, and words like "call" and "ret" at the beginning of a half. */
const LABELS =
  /\b[wxar][0-7]\s{0,4}[=:]|^\s*(?:\d{1,6}[.):]\s|(?:call|ret(?:urn)?|reply|req|resp|in|out|smc)\b[:=]?)/gi;

/**
 * The words of one line, or null where something else than hexadecimal words stands there. Words are hexadecimal with
 * or without `0x`, separated by blanks, commas, tabs or brackets; `->`, `=>`, `|` or `;` stand between call and reply.
 * Sixteen words without a separator are a call and its reply.
 */
export function parseRegisterLine(line: string): RegisterLine | null {
  if (line.length > 2000) return null;
  const halves = line.split(ARROW).map(words);
  if (halves.length > 2 || halves.some((h) => h === null)) return null;
  const [first = [], second = []] = halves as string[][];
  if (first.length > 8 && first.length <= 16 && halves.length === 1)
    return { first: first.slice(0, 8), second: first.slice(8) };
  return first.length <= 8 && second.length <= 8 && first.length + second.length > 0 ? { first, second } : null;
}

function words(half: string): string[] | null {
  const bare = half.replace(LABELS, ' ').trim();
  if (bare === '') return [];
  const list = bare.split(/[\s,()[\]{}"']+/).filter((t) => t !== '');
  return list.every((t) => /^(0x)?[0-9a-f]{1,16}$/i.test(t)) ? list : null;
}

/** Is the first word the id of a fast call of the standard secure services, FF-A's range (SMCCC 6)? */
function isCall(line: RegisterLine | null): boolean {
  const w0 = BigInt(`0x${(line?.first[0] ?? '0').replace(/^0x/i, '')}`);
  return (w0 & 0xbfff_0000n) === 0x8400_0000n && (w0 & 0xffffn) >= 0x60n && w0 <= 0xffff_ffffn;
}

/** FFA_ERROR, FFA_SUCCESS, FFA_INTERRUPT, FFA_YIELD, direct responses, FFA_MEM_FRAG_RX: what only answers. */
const REPLIES = new Set([0x60n, 0x61n, 0x62n, 0x6cn, 0x70n, 0x75n, 0x7an, 0x8en]);

class RegistersReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #halves = new Uint32Array(FRAME_HALVES);
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
    if (/^\s*($|#|\/\/)/.test(text)) return;
    const line = parseRegisterLine(text);
    if (line === null) {
      this.#builder.report.broken(number, text, 'This is no line of hexadecimal words.');
      return;
    }
    const isReply = this.#open && line.second.length === 0 && replies(line.first[0]);
    if (isReply) this.#reply(line.first);
    else if (line.first.length > 0) this.#call(line.first);
    if (line.second.length > 0) this.#reply(line.second);
  }

  soFar(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.soFar('table of registers', false);
  }

  finish(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.finish('table of registers', false);
  }

  #call(list: readonly string[]): void {
    this.#builder.call(this.#read(list), 'arm_ffa');
    this.#open = true;
  }

  #reply(list: readonly string[]): void {
    this.#builder.reply(this.#read(list), null);
    this.#open = false;
  }

  #read(list: readonly string[]): Uint32Array {
    this.#halves.fill(0);
    const cursor: Cursor = { at: 0 };
    for (const [i, word] of list.entries()) readHex(word, cursor, /^0x/i.test(word) ? 2 : 0, this.#halves, i);
    return this.#halves;
  }
}

function replies(word: string | undefined): boolean {
  const w0 = BigInt(`0x${(word ?? '0').replace(/^0x/i, '')}`);
  // FFA_VERSION answers a version, an unknown function all ones: neither is the id of a call.
  return (w0 & 0x8400_0000n) !== 0x8400_0000n || w0 > 0xffff_ffffn || REPLIES.has(w0 & 0xffffn);
}
