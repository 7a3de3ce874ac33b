import type { Actor, Args, Change, ContextKind, Rc, TraceEvent, Value } from '../trace/event.ts';
import { cpuKey } from '../trace/keys.ts';
import { PackedTrace } from '../trace/packed-trace.ts';
import type { RowPlace, RowSaid } from '../trace/row-form.ts';
import { type RowTableMaker, sharedTables } from '../trace/row-tables.ts';
import { MutableWorld } from '../trace/world.ts';
import type { CellLog } from './cell-log.ts';
import type { Context } from './context.ts';
import type { Draft } from './effect.ts';
import type { OpenStep } from './open-step.ts';
import { rowTime } from './row-time.ts';
import { StateSum } from './state-sum.ts';

/** A run lasts 104 days at most: nanoseconds are exact up to 2^53, with room for the rows that end what has begun. */
const LATEST = Number.MAX_SAFE_INTEGER - 1e12;

const NO_CHANGES: readonly Change[] = [];
/** Where a row stands that belongs to no context. */
const IDLE: RowPlace = { cpu: 0, ctx: 'idle', ctxKind: 'process', stack: [] };

/** What is told of a run whose rows are not kept. */
export interface Listener {
  /** A row was written, but for those of functions. */
  row(row: number, draft: Draft): void;
  /** A function has ended, in this row. */
  step(row: number, step: OpenStep, rc: Rc): void;
}

/** What a run is recorded with. */
export interface RecorderOptions {
  readonly seed: number;
  readonly maxRows: number;
  /** Are changes of the world summed up, for the key of the state? */
  readonly summed: boolean;
  /** Rows are not kept but told to this; null: they are kept. */
  readonly listener: Listener | null;
  /** What another recorder left behind. */
  readonly from: Recorded | null;
}

/** What is so at a moment at which nothing runs: before the first row, or later where rows are not kept. */
export interface Recorded {
  readonly world: MutableWorld;
  readonly start: readonly Change[];
  readonly sum: StateSum | null;
  /** How many rows there are, and the time of the last one. */
  readonly rows: number;
  readonly now: number;
}

/**
 * What a run leaves behind: rows, the world that they fold to, simulated time. A cell that is written belongs to the next
 * row. Where rows are not kept they are counted, and the world does not say what a CPU runs.
 */
export class Recorder {
  readonly trace: PackedTrace;
  readonly world: MutableWorld;
  /** Cells written before the first row. */
  readonly start: Change[];
  /** Of every change of the world; null where nobody asks for it. */
  readonly sum: StateSum | null;
  readonly listener: Listener | null;
  /** How many rows have been written. */
  rows = 0;
  /** Counts every change of a cell. */
  version = 0;
  /** No rows are written, and what is set is in place before the first row. */
  silent = false;
  /** The run has come to its limit of rows. */
  stopped = false;
  /** The action that is under way: rows of no context belong to it. */
  action = -1;
  /** Is told of every cell that is written; null where nobody asks. */
  log: CellLog | null = null;
  readonly #tables: RowTableMaker = sharedTables();
  readonly seed: number;
  readonly #maxRows: number;
  /** Whom the world says that a CPU runs. */
  readonly #marked: (Context | null)[] = [];
  #changes: Change[] = [];
  /** How many changes rows have taken. */
  #taken = 0;
  #now = 0;

  constructor({ seed, maxRows, summed, listener, from }: RecorderOptions) {
    this.trace = new PackedTrace(this.#tables);
    this.seed = seed;
    this.#maxRows = maxRows;
    this.listener = listener;
    this.world = from === null ? new MutableWorld() : new MutableWorld(from.world);
    this.start = from === null ? [] : from.start.slice();
    this.sum = summed ? (from?.sum?.clone() ?? new StateSum()) : null;
    this.rows = from?.rows ?? 0;
    this.#now = from?.now ?? 0;
  }

  /** What is so now, for another run that begins in the same way. */
  get recorded(): Recorded {
    const sum = this.sum?.clone() ?? null;
    return { world: new MutableWorld(this.world), start: this.start.slice(), sum, rows: this.rows, now: this.#now };
  }

  /** Writes a cell before the first row. */
  place(key: string, value: Value | undefined): void {
    const at = this.start.findIndex((c) => c.key === key);
    if (at >= 0) this.start.splice(at, 1);
    if (value !== undefined) this.start.push({ key, before: undefined, after: value });
    this.world.set(key, value, -1);
    this.sum?.put(`cell ${key}`, value);
    this.version++;
  }

  set(key: string, value: Value | undefined): void {
    const before = this.world.get(key);
    if (before === value) return;
    if (this.silent) {
      this.place(key, value);
      return;
    }
    this.version++;
    this.world.set(key, value, this.rows);
    this.log?.wrote(key, value);
    this.sum?.put(`cell ${key}`, value);
    if (this.listener === null) this.#changes.push({ key, before, after: value });
  }

  /** How many cells have been written. */
  get changed(): number {
    return this.#taken + this.#changes.length;
  }

  /** Changes that no row has taken yet: the next one does. */
  get pending(): readonly Change[] {
    return this.#changes;
  }

  /** Simulated nanoseconds since the start. */
  get now(): number {
    return this.#now;
  }

  /** Would so many rows and nanoseconds more stop the run? */
  stopsWithin(rows: number, ns: number): boolean {
    return this.rows + rows + 1 >= this.#maxRows || this.#now + ns > LATEST;
  }

  /** One more row of a form that is known; `ns`: how long after the one before. */
  again(form: number, changes: number, ns: number, cause: number, link: number, action: number): void {
    this.#now += ns;
    this.trace.append(form, changes, this.#now, cause < 0 ? null : cause, link, action);
    this.rows++;
  }

  /** So are the time and the changes that the next row takes, after rows that were known. */
  goesOn(ns: number, pending: readonly Change[]): void {
    this.#now += ns;
    this.#changes = pending.slice();
    this.version++;
  }

  pass(ns: number): void {
    if (this.silent) return;
    if (this.#now + ns > LATEST) this.#stop('stopped after 104 days', 'Times beyond it would not be exact.');
    this.#now = Math.min(this.#now + ns, LATEST);
  }

  /** The CPU runs nothing any more. */
  unmark(cpu: number): void {
    this.#say(cpuKey(cpu), undefined);
    this.#marked[cpu] = null;
  }

  /** What a CPU runs is said in the world for people: it follows from the contexts, and decides nothing. */
  #say(key: string, value: string | undefined): void {
    const before = this.world.get(key);
    if (before === value || this.silent || this.listener !== null) return;
    this.world.set(key, value, this.rows);
    this.log?.wrote(key, value);
    this.#changes.push({ key, before, after: value });
  }

  /** Writes a row and answers its number; -1 while silent. A row takes what was changed since the one before. */
  append(draft: Draft, c: Context | null): number {
    if (this.silent) return -1;
    const row = this.rows;
    if (this.listener !== null) this.listener.row(row, draft);
    else {
      const changes = this.#take(c);
      const isReply = draft.kind === 'return';
      const cause = isReply ? draft.of : c === null ? null : c.causeNow;
      this.#write(draft, changes, cause, isReply ? draft.of : -1, c);
    }
    return this.#count();
  }

  /** A function ends, in a row of its own. */
  end(step: OpenStep, rc: Rc, args: Args, c: Context): number {
    if (this.silent) return -1;
    const row = this.rows;
    if (this.listener !== null) this.listener.step(row, step, rc);
    else {
      const changes = this.#take(c);
      const { who, to, fn, depth, why, src, fault, enter } = step;
      this.#write({ kind: 'step', who, to, fn, args, rc, depth, why, src, fault }, changes, c.causeNow, enter ?? -1, c);
    }
    return this.#count();
  }

  /**
   * A function had begun: the row says what was so then, and takes what was changed before; the rest is the next row's.
   * Its stack is that of the caller.
   */
  enter(step: OpenStep, from: Actor, stack: readonly string[], c: Context): number {
    if (this.silent) return -1;
    if (this.listener === null) {
      const changes = this.#takeUntil(c, step);
      const { who, to, fn, args, depth, why, src, fault } = step;
      const said: RowSaid = { kind: 'enter', from, who, to, fn, args, depth, why, src, fault };
      this.#writeAt(said, { cpu: c.cpu, ctx: c.name, ctxKind: step.kind, stack }, changes, c.causeNow, -1, c.action);
    }
    return this.#count();
  }

  #write(said: RowSaid, changes: readonly Change[], cause: number | null, link: number, c: Context | null): void {
    const place = c === null ? IDLE : { cpu: c.cpu, ctx: c.name, ctxKind: c.kind, stack: c.stackNow() };
    this.#writeAt(said, place, changes, cause, link, c === null ? this.action : c.action);
  }

  /** @param link see RowNumbers. */
  #writeAt(
    said: RowSaid,
    place: RowPlace,
    changes: readonly Change[],
    cause: number | null,
    link: number,
    action: number,
  ): void {
    const form = this.#tables.form(said, place);
    this.trace.append(form, this.#tables.changed(changes, form), this.#pass(this.rows, said.kind), cause, link, action);
  }

  #count(): number {
    const row = this.rows++;
    if (row + 1 >= this.#maxRows)
      this.#stop(`stopped after ${this.#maxRows} rows`, 'The run is longer than its limit, so it is stopped here.');
    return row;
  }

  #pass(row: number, kind: TraceEvent['kind']): number {
    this.#now += rowTime(this.seed, row, kind);
    return this.#now;
  }

  /** Says in the world what the CPU runs. */
  #mark(c: Context, kind: ContextKind, atomic: boolean): void {
    if (this.#marked[c.cpu] === c && c.marked === kind && c.markedAtomic === atomic) return;
    this.#marked[c.cpu] = c;
    c.marked = kind;
    c.markedAtomic = atomic;
    this.#say(cpuKey(c.cpu), `${c.name}, ${kind}${atomic && kind === c.home ? ', atomic' : ''}`);
  }

  /** Says what the CPU runs, and takes all changes. */
  #take(c: Context | null): readonly Change[] {
    if (c !== null) this.#mark(c, c.kind, c.atomic > 0);
    const all = this.#changes;
    if (all.length === 0) return NO_CHANGES;
    this.#changes = [];
    this.#taken += all.length;
    return all;
  }

  /** Says what the CPU ran when the function began, and takes that and the changes before it. */
  #takeUntil(c: Context, { changes, kind, atomic }: OpenStep): readonly Change[] {
    const waiting = this.#changes.length;
    this.#mark(c, kind, atomic);
    const all = this.#changes;
    if (all.length === 0) return NO_CHANGES;
    const before = Math.max(0, Math.min(waiting, changes - this.#taken));
    if (before === waiting) {
      this.#changes = [];
      this.#taken += waiting;
      return all;
    }
    this.#changes = all.slice(before, waiting);
    const taken = [...all.slice(0, before), ...all.slice(waiting)];
    this.#taken += before;
    return taken.length === 0 ? NO_CHANGES : taken;
  }

  #stop(text: string, why: string): void {
    if (this.stopped) return;
    this.stopped = true;
    this.append({ kind: 'violation', who: 'user', rule: 'LIMIT', text, why, src: null, fault: null }, null);
  }
}
