import { type FrameSaid, NOTHING_SAID } from '../abi/field.ts';
import type { Actor, Change, TraceEvent } from './event.ts';
import { NO_FORM } from './frame-pairs.ts';
import { Parties } from './parties.ts';
import { CHUNK_ROWS, OpenChunk, RowChunk } from './row-chunk.ts';
import { type RowForm, type RowNumbers, rowOfForm } from './row-form.ts';
import type { RowTables } from './row-tables.ts';
import type { Trace } from './trace.ts';

/**
 * A run in columns: 28 bytes a row, and what rows say in tables that runs share. A row is made when it is asked for, in a
 * fraction of a microsecond; those that were asked for last are kept, so that a row is the same object as long as it is looked at.
 */
export class PackedTrace implements Trace {
  readonly tables: RowTables;
  /** All are full but the last one. */
  readonly #chunks: RowChunk[] = [];
  #open: OpenChunk | null = null;
  #length = 0;
  #kept = 0;
  /** Rows by the end of their numbers. */
  readonly #recent: TraceEvent[] = [];
  readonly #parties = new Parties();

  constructor(tables: RowTables) {
    this.tables = tables;
  }

  get length(): number {
    return this.#length;
  }

  row(index: number): TraceEvent {
    return this.#row(index, this.#length);
  }

  rows(from = 0, to = this.#length): Iterable<TraceEvent> {
    return this.#rows(from, Math.min(to, this.#length));
  }

  said(index: number): FrameSaid {
    return this.#said(index, this.#length);
  }

  get actors(): readonly Actor[] {
    return this.#actors(this.#length);
  }

  /** What the row at this position changed. */
  changes(index: number): readonly Change[] {
    const chunk = this.#chunks[Math.floor(index / CHUNK_ROWS)] as RowChunk;
    return this.tables.changes[chunk.changes(index % CHUNK_ROWS)] as readonly Change[];
  }

  /** The numbers of a row, -1 for what it has none of. The same object each time: to be read at once. */
  numbers(index: number): PackedRow {
    const chunk = this.#chunks[Math.floor(index / CHUNK_ROWS)] as RowChunk;
    const i = index % CHUNK_ROWS;
    PACKED.at = chunk.at(i);
    PACKED.form = chunk.form(i);
    PACKED.changes = chunk.changes(i);
    PACKED.cause = chunk.cause(i);
    PACKED.link = chunk.link(i);
    PACKED.action = chunk.action(i);
    return PACKED;
  }

  /** The first rows as a trace that does not grow. */
  upTo(length: number): Trace {
    const actors = (): readonly Actor[] => this.#actors(length);
    return {
      root: this,
      length,
      get actors() {
        return actors();
      },
      row: (index) => this.#row(index, length),
      said: (index) => this.#said(index, length),
      changes: (index) => this.changes(index),
      rows: (from = 0, to = length) => this.#rows(from, Math.min(to, length)),
    };
  }

  /** One more row: its form and its changes by their numbers in the tables. */
  append(form: number, changes: number, at: number, cause: number | null, link: number, action: number): void {
    this.#open ??= this.#opened();
    this.#open.add(at, form, changes, cause ?? -1, link, action);
    this.#length++;
    if (this.#length % CHUNK_ROWS === 0) this.#close(this.#open);
  }

  /** The rows of the chunk with this number, in memory of their own that another thread may have. */
  packed(chunk: number): ArrayBuffer {
    const rows = this.#chunks[chunk];
    if (rows === undefined) throw new RangeError(`chunk ${chunk} is outside 0..${this.#chunks.length - 1}`);
    return rows.packed();
  }

  /** Rows before this one may have been forgotten. */
  get kept(): number {
    return this.#kept;
  }

  /** Rows before this one are not asked for any more: whole chunks of them need no memory. To ask for one is an error. */
  forget(before: number): void {
    const end = Math.floor(Math.min(before, this.#length) / CHUNK_ROWS);
    this.#kept = Math.max(this.#kept, end * CHUNK_ROWS);
    for (let i = end - 1; i >= 0 && this.#chunks[i] !== FORGOTTEN; i--) this.#chunks[i] = FORGOTTEN;
  }

  /** These rows follow; nobody adds to them. All chunks but the last are full. */
  adopt(chunk: RowChunk): void {
    if (this.#length % CHUNK_ROWS !== 0) throw new RangeError(`rows after the last chunk, at row ${this.#length}`);
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  #actors(length: number): readonly Actor[] {
    const { forms } = this.tables;
    return this.#parties.before(length, (row) => forms[this.#formAt(row, length)] as RowForm);
  }

  #opened(): OpenChunk {
    const open = new OpenChunk();
    this.#chunks.push(open.chunk);
    return open;
  }

  #close({ chunk }: OpenChunk): void {
    this.#chunks[this.#chunks.length - 1] = RowChunk.of(chunk.packed());
    this.#open = null;
  }

  #row(index: number, length: number): TraceEvent {
    if (!(Number.isInteger(index) && index >= 0 && index < length))
      throw new RangeError(`row ${index} is outside 0..${length - 1}`);
    const known = this.#recent[index % RECENT];
    if (known?.row === index) return known;
    const made = this.#made(index);
    this.#recent[index % RECENT] = made;
    return made;
  }

  #said(index: number, length: number): FrameSaid {
    const { forms } = this.tables;
    const form = this.#formAt(index, length);
    if (forms[form]?.kind === 'call') return this.tables.said(form, NO_FORM);
    if (forms[form]?.kind !== 'return') return NOTHING_SAID;
    const of = (this.#chunks[Math.floor(index / CHUNK_ROWS)] as RowChunk).link(index % CHUNK_ROWS);
    return this.tables.said(of >= 0 && of < length ? this.#formAt(of, length) : NO_FORM, form);
  }

  #formAt(index: number, length: number): number {
    if (!(Number.isInteger(index) && index >= 0 && index < length))
      throw new RangeError(`row ${index} is outside 0..${length - 1}`);
    return (this.#chunks[Math.floor(index / CHUNK_ROWS)] as RowChunk).form(index % CHUNK_ROWS);
  }

  *#rows(from: number, to: number): Iterable<TraceEvent> {
    for (let row = Math.max(from, 0); row < to; row++) yield this.#made(row);
  }

  #made(row: number): TraceEvent {
    const chunk = this.#chunks[Math.floor(row / CHUNK_ROWS)] as RowChunk;
    if (chunk === FORGOTTEN) throw new RangeError(`row ${row} was forgotten`);
    const i = row % CHUNK_ROWS;
    const cause = chunk.cause(i);
    NUMBERS.row = row;
    NUMBERS.at = chunk.at(i);
    NUMBERS.cause = cause < 0 ? null : cause;
    NUMBERS.link = chunk.link(i);
    NUMBERS.action = chunk.action(i);
    const { forms, changes } = this.tables;
    return rowOfForm(forms[chunk.form(i)] as RowForm, NUMBERS, changes[chunk.changes(i)] as readonly Change[]);
  }
}

/** Stands for chunks whose rows nobody asks for any more. */
const FORGOTTEN = new RowChunk([], []);

/** More than a screen shows. */
const RECENT = 256;

/** A row as it lies in its columns. */
export interface PackedRow {
  readonly at: number;
  readonly form: number;
  readonly changes: number;
  readonly cause: number;
  readonly link: number;
  readonly action: number;
}

const PACKED: { -readonly [K in keyof PackedRow]: PackedRow[K] } = {
  at: 0,
  form: 0,
  changes: 0,
  cause: -1,
  link: -1,
  action: -1,
};

/** Filled for each row that is made. */
const NUMBERS: { -readonly [K in keyof RowNumbers]: RowNumbers[K] } = {
  row: 0,
  at: 0,
  cause: null,
  link: -1,
  action: -1,
};
