import { giveBack } from '../base/give-back.ts';
import type { Actor, ContextKind, LogEvent, Value } from '../trace/event.ts';
import { Strings } from './intern.ts';
import type { Route } from './lanes.ts';
import { MOST_WORDS, packFrame } from './packed-frame.ts';

/** The kinds of row that a recording has, by their number in the column. */
export const KINDS = ['call', 'return', 'enter', 'step', 'irq', 'log', 'violation'] as const;
export const CALL = 0;
export const RETURN = 1;
export const ENTER = 2;
export const STEP = 3;
export const IRQ = 4;
export const LOG = 5;
export const VIOLATION = 6;

export const CONTEXT_KINDS: readonly ContextKind[] = ['process', 'worker', 'hardirq'];
export const LEVELS: readonly LogEvent['level'][] = ['error', 'warn', 'info', 'debug'];

/** What a step answered, in the column `detail`: nothing, a number in `number`, or a pointer. */
export const RC_NONE = 0;
export const RC_NUMBER = 1;
export const RC_POINTER = 2;

/** Who takes part in a row that crosses no world edge, with the actor that records it. */
export interface Parties extends Route {
  readonly who: Actor;
}

/**
 * A recording in columns: one typed array a field, so that a million rows need about 130 MB and not a gigabyte, and
 * travel from a worker to the page without a copy. What the columns mean for each kind is in column-trace.ts.
 */
export class Columns {
  length = 0;
  kind = new Uint8Array(0);
  /** Nanoseconds from the first row. */
  at = new Float64Array(0);
  cpu = new Uint16Array(0);
  /** Index into `strings`. */
  ctx = new Uint32Array(0);
  ctxKind = new Uint8Array(0);
  /** Index into `stacks`. */
  stack = new Uint32Array(0);
  /** The cause: the call of a reply, the `enter` row of a step; -1 for none. */
  cause = new Int32Array(0);
  /** Where the frame begins in `words`; -1 for none. */
  frame = new Int32Array(0);
  /** Index into `strings`: a function, an interrupt, a log line, a rule. */
  text = new Uint32Array(0);
  /** Index into `strings`: a step's arguments, a violation's sentence. */
  args = new Uint32Array(0);
  /** Index into `parties`. */
  party = new Uint16Array(0);
  /** The kind's small number: how a step answered, a log's level. */
  detail = new Uint8Array(0);
  /** A step's result, an interrupt's INTID (-1 for unknown). */
  number = new Int32Array(0);
  depth = new Uint8Array(0);

  /** How many of `words` are used. */
  wordCount = 0;
  /** The frames, packed (packed-frame.ts). */
  words = new Uint32Array(0);

  /** Changes of the world, ascending by row. */
  changes = 0;
  changeRow = new Uint32Array(0);
  changeKey = new Uint32Array(0);
  changeBefore = new Uint32Array(0);
  changeAfter = new Uint32Array(0);

  strings = new Strings();
  stacks: (readonly string[])[] = [[]];
  parties: Parties[] = [];
  /** Values of cells; number 0 is `undefined`. */
  values: (Value | undefined)[] = [undefined];

  /** A new row with its number; every column of it is zero. */
  addRow(): number {
    if (this.length === this.kind.length) this.#growRows(Math.max(1024, this.length * 2));
    return this.length++;
  }

  /** Copies one frame in; where it begins. */
  addFrame(halves: Uint32Array): number {
    const from = this.wordCount;
    if (from + MOST_WORDS > this.words.length) this.words = grown(this.words, Math.max(8192, from * 2));
    this.wordCount += packFrame(halves, this.words, from);
    return from;
  }

  addChange(row: number, key: number, before: number, after: number): void {
    if (this.changes === this.changeRow.length) this.#growChanges(Math.max(1024, this.changes * 2));
    const i = this.changes++;
    this.changeRow[i] = row;
    this.changeKey[i] = key;
    this.changeBefore[i] = before;
    this.changeAfter[i] = after;
  }

  readonly #touched: number[] = [];
  /** Rows before this one were handed out: of them it is told what is learnt later. */
  handedOut = 0;

  /** More is known of this row than when it was made. */
  touch(row: number): void {
    if (row < this.handedOut) this.#touched.push(row);
  }

  /** The rows that were touched since the last question. */
  takeTouched(): readonly number[] {
    return this.#touched.splice(0);
  }

  /** Makes room for so many rows, words of frames and changes; where it has to grow, for `times` as many. */
  reserve(rows: number, words: number, changes: number, times: number): void {
    const more = (n: number): number => Math.max(1024, Math.ceil(n * Math.max(times * 1.1, 1.2)));
    if (rows > this.kind.length) this.#growRows(more(rows));
    if (words > this.words.length) this.words = grown(this.words, more(words));
    if (changes > this.changeRow.length) this.#growChanges(more(changes));
  }

  /**
   * Room for `least` more rows, frames and changes; where it has to grow, for `times` as many as there are: growing step
   * by step would need twice as much at the end.
   */
  expect(least: number, times: number): void {
    const size = (n: number): number => Math.max(n + least, Math.ceil(n * times * 1.1));
    if (this.length + least > this.kind.length) this.#growRows(size(this.length));
    if (this.wordCount + least * MOST_WORDS > this.words.length)
      this.words = grown(this.words, size(this.wordCount) + least * MOST_WORDS);
    if (this.changes + least > this.changeRow.length) this.#growChanges(size(this.changes));
  }

  /** Gives back what growing has taken in advance, where it is much: the copy needs the same memory once more. */
  trim(): void {
    const isMuch = (taken: number, used: number): boolean => taken > 1000 && taken > used * 1.2;
    if (isMuch(this.kind.length, this.length)) this.#growRows(this.length);
    if (isMuch(this.words.length, this.wordCount)) this.words = grown(this.words, this.wordCount);
    if (isMuch(this.changeRow.length, this.changes)) this.#growChanges(this.changes);
  }

  #growChanges(size: number): void {
    this.changeRow = grown(this.changeRow, size);
    this.changeKey = grown(this.changeKey, size);
    this.changeBefore = grown(this.changeBefore, size);
    this.changeAfter = grown(this.changeAfter, size);
  }

  #growRows(size: number): void {
    this.kind = grown(this.kind, size);
    this.at = grown(this.at, size);
    this.cpu = grown(this.cpu, size);
    this.ctx = grown(this.ctx, size);
    this.ctxKind = grown(this.ctxKind, size);
    this.stack = grown(this.stack, size);
    this.cause = grown(this.cause, size);
    this.frame = grown(this.frame, size);
    this.text = grown(this.text, size);
    this.args = grown(this.args, size);
    this.party = grown(this.party, size);
    this.detail = grown(this.detail, size);
    this.number = grown(this.number, size);
    this.depth = grown(this.depth, size);
  }
}

type Typed = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** A copy of `size` elements, longer or cut, in the place of `old`, of which nothing is left. */
function grown<T extends Typed>(old: T, size: number): T {
  const next = new (old.constructor as new (n: number) => T)(size);
  next.set((old.length > size ? old.subarray(0, size) : old) as never);
  giveBack(old);
  return next;
}
