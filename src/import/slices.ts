import { giveBack } from '../base/give-back.ts';
import type { Value } from '../trace/event.ts';
import { ColumnTrace } from './column-trace.ts';
import { Columns, type Parties } from './columns.ts';
import { Strings } from './intern.ts';

/** Columns with a place for each row, for the frames and for each change. */
const ROWS = [
  'kind',
  'at',
  'cpu',
  'ctx',
  'ctxKind',
  'stack',
  'cause',
  'frame',
  'text',
  'args',
  'party',
  'detail',
  'number',
  'depth',
] as const;
const CHANGES = ['changeRow', 'changeKey', 'changeBefore', 'changeAfter'] as const;
const ARRAYS = [...ROWS, 'words', ...CHANGES] as const;
/** What the reader may still learn of a row that is already sent: that it begins a function, and who called it. */
const LEARNT = ['kind', 'party', 'stack', 'cause', 'ctx', 'ctxKind', 'cpu'] as const;

/** Room is made for so many times what is there: of a long file the page is sent the first rows alone before the end. */
const MOST_AHEAD = 2;

/**
 * A part of a recording as data that a worker can send: no class, and arrays that change hands without a copy. A part
 * holds the rows since the part before; the last one, `whole`, every row again, since a recording is settled at its end.
 */
export interface ColumnPart {
  readonly whole: boolean;
  /** How many rows, words of frames and changes there are with this part. */
  readonly length: number;
  readonly wordCount: number;
  readonly changes: number;
  readonly arrays: { readonly [K in (typeof ARRAYS)[number]]: Columns[K] };
  /** Rows of earlier parts of which more is known now, and what. */
  readonly later: { readonly rows: Uint32Array } & { readonly [K in (typeof LEARNT)[number]]: Columns[K] };
  readonly strings: readonly string[];
  readonly stacks: readonly (readonly string[])[];
  readonly parties: readonly Parties[];
  readonly values: readonly (Value | undefined)[];
}

/** Cuts columns that grow into parts. */
export class PartMaker {
  #length = 0;
  #words = 0;
  #changes = 0;
  #strings = 1;
  #stacks = 1;
  #parties = 0;
  #values = 1;

  /** The rows since the last part, copied out of the columns. */
  next(c: Columns): { readonly part: ColumnPart; readonly buffers: ArrayBuffer[] } {
    const arrays = Object.fromEntries([
      ...ROWS.map((name) => [name, c[name].slice(this.#length, c.length)]),
      ['words', c.words.slice(this.#words, c.wordCount)],
      ...CHANGES.map((name) => [name, c[name].slice(this.#changes, c.changes)]),
    ]) as ColumnPart['arrays'];
    const rows = Uint32Array.from(new Set(c.takeTouched()));
    return this.#part(c, arrays, learnt(c, rows), false);
  }

  /** Every row; the columns on this side are empty after it is sent. */
  whole(c: Columns): { readonly part: ColumnPart; readonly buffers: ArrayBuffer[] } {
    const arrays = Object.fromEntries(ARRAYS.map((name) => [name, c[name]])) as ColumnPart['arrays'];
    return this.#part(c, arrays, learnt(c, new Uint32Array(0)), true);
  }

  #part(
    c: Columns,
    arrays: ColumnPart['arrays'],
    later: ColumnPart['later'],
    whole: boolean,
  ): { readonly part: ColumnPart; readonly buffers: ArrayBuffer[] } {
    const part: ColumnPart = {
      ...{ whole, length: c.length, wordCount: c.wordCount, changes: c.changes, arrays, later },
      strings: c.strings.list.slice(this.#strings),
      stacks: c.stacks.slice(this.#stacks),
      parties: c.parties.slice(this.#parties),
      values: c.values.slice(this.#values),
    };
    c.handedOut = c.length;
    this.#length = c.length;
    this.#words = c.wordCount;
    this.#changes = c.changes;
    this.#strings = c.strings.list.length;
    this.#stacks = c.stacks.length;
    this.#parties = c.parties.length;
    this.#values = c.values.length;
    return { part, buffers: [...Object.values(arrays), ...Object.values(later)].map((a) => a.buffer as ArrayBuffer) };
  }
}

function learnt(c: Columns, rows: Uint32Array): ColumnPart['later'] {
  const values = Object.fromEntries(
    LEARNT.map((name) => {
      const column = c[name];
      const some = new (column.constructor as Uint32ArrayConstructor)(rows.length);
      for (const [i, row] of rows.entries()) some[i] = column[row] as number;
      return [name, some];
    }),
  );
  return { rows, ...values } as ColumnPart['later'];
}

/** Puts the parts together again, on the other side. */
export class PartTaker {
  #columns = new Columns();

  /**
   * The recording as far as it has arrived; `share` of the file is read, 0..1: room is made for what comes. What the part
   * holds is used up.
   * A trace that was answered before stays as it is.
   */
  take(part: ColumnPart, share = 1): ColumnTrace {
    const c = part.whole ? this.#afresh() : this.#columns;
    c.strings.append(part.strings);
    c.stacks.push(...part.stacks);
    c.parties.push(...part.parties);
    c.values.push(...part.values);
    if (part.whole) Object.assign(c, part.arrays);
    else this.#append(c, part, Math.min(1 / Math.max(share, 0.01), MOST_AHEAD));
    c.length = part.length;
    c.wordCount = part.wordCount;
    c.changes = part.changes;
    return new ColumnTrace(c);
  }

  #append(c: Columns, { arrays, later, length, wordCount, changes }: ColumnPart, times: number): void {
    c.reserve(length, wordCount, changes, times);
    for (const name of ROWS) c[name].set(arrays[name] as never, c.length);
    c.words.set(arrays.words, c.wordCount);
    for (const name of CHANGES) c[name].set(arrays[name], c.changes);
    for (const name of LEARNT) for (const [i, row] of later.rows.entries()) c[name][row] = later[name][i] as number;
    for (const array of Object.values(arrays)) giveBack(array);
  }

  /** Columns of their own with the texts so far: those that were answered with are still looked at. */
  #afresh(): Columns {
    const { strings, stacks, parties, values } = this.#columns;
    const c = new Columns();
    c.strings = new Strings(strings.list);
    c.stacks = [...stacks];
    c.parties = [...parties];
    c.values = [...values];
    this.#columns = c;
    return c;
  }
}
