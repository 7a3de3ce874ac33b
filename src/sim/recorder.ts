import { hashRandom } from '../base/hash-random.ts';
import type { Change, TraceEvent, Value } from '../trace/event.ts';
import { CPU_PREFIX, cpuKey } from '../trace/keys.ts';
import { MemoryTrace } from '../trace/trace.ts';
import { MutableWorld } from '../trace/world.ts';
import type { Context } from './context.ts';
import type { Began } from './control.ts';
import type { Draft } from './effect.ts';
import { finish } from './finish.ts';
import type { StateSum } from './state-sum.ts';

/** How long a row takes in simulated nanoseconds: orders of magnitude of a fast machine, not a measurement. */
const COST: Record<TraceEvent['kind'], number> = {
  call: 600,
  return: 700,
  enter: 40,
  step: 120,
  irq: 300,
  change: 20,
  log: 900,
  choice: 0,
  violation: 0,
};
const NO_CHANGES: readonly Change[] = [];
const NOTHING: readonly string[] = [];

/**
 * What a run leaves behind: rows, the world that they fold to, simulated time. A cell that is written belongs to the next
 * row.
 */
export class Recorder {
  readonly trace = new MemoryTrace();
  readonly world = new MutableWorld();
  /** Cells written before the first row. */
  readonly start: Change[] = [];
  /** No rows are written, and what is set is in place before the first row. */
  silent = false;
  /** The run has come to its limit of rows. */
  stopped = false;
  /** The action that is under way: rows of no context belong to it. */
  action = -1;
  readonly #seed: number;
  readonly #sum: StateSum | null;
  readonly #maxRows: number;
  /** Whom the world says that a CPU runs. */
  readonly #marked: (Context | null)[] = [];
  #changes: Change[] = [];
  /** How many changes rows have taken. */
  #taken = 0;
  #now = 0;

  /** `sum` is told of every change of the world. */
  constructor(seed: number, maxRows: number, sum: StateSum | null = null) {
    this.#sum = sum;
    this.#seed = seed;
    this.#maxRows = maxRows;
  }

  /** Writes a cell before the first row. */
  place(key: string, value: Value | undefined): void {
    const at = this.start.findIndex((c) => c.key === key);
    if (at >= 0) this.start.splice(at, 1);
    if (value !== undefined) this.start.push({ key, before: undefined, after: value });
    this.world.set(key, value, -1);
    this.#sum?.put(`cell ${key}`, value);
  }

  set(key: string, value: Value | undefined): void {
    const before = this.world.get(key);
    if (before === value) return;
    if (this.silent) {
      if (!key.startsWith(CPU_PREFIX)) this.place(key, value);
      return;
    }
    this.world.set(key, value, this.trace.length);
    // What a CPU runs is said in the world for people: it follows from the contexts.
    if (this.#sum !== null && !key.startsWith(CPU_PREFIX)) this.#sum.put(`cell ${key}`, value);
    this.#changes.push({ key, before, after: value });
  }

  /** How many cells have been written. */
  get changed(): number {
    return this.#taken + this.#changes.length;
  }

  pass(ns: number): void {
    if (!this.silent) this.#now += ns;
  }

  /** Says in the world what the CPU runs. */
  mark(c: Context, kind = c.kind, atomic = c.atomic > 0): void {
    if (this.#marked[c.cpu] === c && c.marked === kind && c.markedAtomic === atomic) return;
    this.#marked[c.cpu] = c;
    c.marked = kind;
    c.markedAtomic = atomic;
    this.set(cpuKey(c.cpu), `${c.name}, ${kind}${atomic && kind === c.home ? ', atomic' : ''}`);
  }

  unmark(cpu: number): void {
    this.set(cpuKey(cpu), undefined);
    this.#marked[cpu] = null;
  }

  /**
   * Writes a row and answers its number; -1 while silent. A row takes what was changed since the one before. That of a
   * function which has begun says what was so then, and takes what was changed before; the rest is the next row's.
   */
  append(draft: Draft, c: Context | null, began?: Began & { readonly stack: readonly string[] }): number {
    if (this.silent) return -1;
    const row = this.trace.length;
    const changes = this.#take(c, began);
    // One part in four of jitter, so that times look like times; a hash of (seed, row), so that they are reproducible.
    this.#now += Math.round(COST[draft.kind] * (0.75 + 0.5 * hashRandom(this.#seed, row)));
    this.trace.append(
      finish(draft, {
        row,
        at: this.#now,
        cpu: c?.cpu ?? 0,
        ctx: c?.name ?? 'idle',
        ctxKind: began?.kind ?? c?.kind ?? 'process',
        stack: began?.stack ?? (c === null ? NOTHING : c.stackNow()),
        cause: draft.kind === 'return' ? draft.of : c === null ? null : c.causeNow,
        action: c?.action ?? this.action,
        changes,
      }),
    );
    if (row + 1 >= this.#maxRows && !this.stopped) this.#stop();
    return row;
  }

  /** Says what the CPU runs, and takes the changes that belong to the next row. */
  #take(c: Context | null, began: Began | undefined): readonly Change[] {
    const waiting = this.#changes.length;
    if (c !== null) this.mark(c, began?.kind, began?.atomic);
    const all = this.#changes;
    if (all.length === 0) return NO_CHANGES;
    const before = began === undefined ? waiting : Math.max(0, Math.min(waiting, began.changes - this.#taken));
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

  #stop(): void {
    this.stopped = true;
    const text = `stopped after ${this.#maxRows} rows`;
    const why = 'The run is longer than its limit, so it is stopped here.';
    this.append({ kind: 'violation', who: 'user', rule: 'LIMIT', text, why, src: null, fault: null }, null);
  }
}
