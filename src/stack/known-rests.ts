import { HashSum, hashData, hashPair, hashText } from '../base/hash-data.ts';
import { isSameData } from '../base/same-data.ts';
import type { Setup } from '../sim/setup.ts';
import type { Stretch } from '../sim/stretch.ts';
import type { Change, Value } from '../trace/event.ts';

/**
 * A state of a machine in which nothing runs, waits or is pending, and what is known to come of what is asked of it. Whoever
 * is in it goes on alike (sim/stretch.ts).
 */
export interface KnownRest {
  readonly cells: ReadonlyMap<string, Value>;
  /** All that is read before it is written again. */
  readonly memory: ReadonlyMap<string, unknown>;
  /** Changes that the next row takes. */
  readonly pending: readonly Change[];
  /** Of the cells and of the memory. */
  readonly sum: HashSum;
  /** By what was asked: those that differ by the faults that strike, the newest last. */
  readonly ways: Map<string, readonly Way[]>;
}

/** A stretch, and the state at its end. */
export interface Way {
  readonly stretch: Stretch;
  readonly to: KnownRest;
}

/** One takes some 20 kB. */
const MOST = 300;
/** Rows of stretches: 28 bytes each. */
const MOST_ROWS = 300_000;
/** So many stretches from one state are kept for what is asked. */
const MOST_WAYS = 8;
/** So many stretches of which none came again: the machine counts something, and never comes back to where it was. */
const IN_VAIN = 100;

/** What is known of a machine: the states in which it was at rest, from the one before its first row on. */
export class KnownRests {
  readonly first: KnownRest;
  readonly #bySum = new Map<string, KnownRest[]>();
  #count = 0;
  #again = 0;
  /** Of all stretches that were kept. */
  #rows = 0;

  constructor({ recorded, memory }: Setup) {
    const sum = new HashSum();
    const cells = new Map(Array.from(recorded.world.under(''), ([key, { value }]) => [key, value]));
    for (const [key, value] of cells) sum.add(hashOf('cell', key, value));
    for (const [key, value] of memory) sum.add(hashOf('memory', key, value));
    this.first = { cells, memory, pending: [], sum, ways: new Map() };
    this.#remember(this.first);
  }

  /** Is it any use to look further? */
  get pays(): boolean {
    return this.#again > 0 || this.#count < IN_VAIN;
  }

  /** One of these stretches has been done again. */
  hasPaid(): void {
    this.#again++;
  }

  /** The state to which a stretch has led from there: one that is known, or a new one. */
  reached(from: KnownRest, { cells: ends, memory: written, pending }: Stretch): KnownRest {
    const [cells, memory, sum] = [new Map(from.cells), new Map(from.memory), from.sum.copy()];
    for (const { key, value, dropped } of ends) {
      exchange(sum, 'cell', key, cells.get(key), value);
      if (dropped || value === undefined) cells.delete(key);
      if (value !== undefined) cells.set(key, value);
    }
    for (const { key, value, is } of written) {
      const now = is === 'there' ? value : undefined;
      exchange(sum, 'memory', key, memory.get(key), now);
      if (now === undefined) memory.delete(key);
      else memory.set(key, now);
    }
    const rest: KnownRest = { cells, memory, pending, sum, ways: new Map() };
    return this.#bySum.get(String(sum))?.find((known) => isSameRest(known, rest)) ?? this.#remember(rest);
  }

  /** What has come of it from there, under its name. */
  keep(from: KnownRest, name: string, way: Way): void {
    from.ways.set(name, [...(from.ways.get(name) ?? []), way].slice(-MOST_WAYS));
    this.#rows += way.stretch.rows?.forms.length ?? 0;
    if (this.#rows > MOST_ROWS) this.#forget();
  }

  /** Runs that are under way keep the state in which they are; others begin with the first one, of which nothing is known. */
  #forget(): void {
    this.#rows = 0;
    this.#bySum.clear();
    this.first.ways.clear();
    this.#bySum.set(String(this.first.sum), [this.first]);
  }

  #remember(rest: KnownRest): KnownRest {
    if (++this.#count % MOST === 0) this.#forget();
    const key = String(rest.sum);
    this.#bySum.set(key, [...(this.#bySum.get(key) ?? []), rest]);
    return rest;
  }
}

/** What is known under these names. */
export const waysFrom = (from: KnownRest, names: readonly string[]): readonly Way[] =>
  names.flatMap((name) => from.ways.get(name) ?? []);

const hashOf = (kind: string, key: string, value: unknown): number =>
  hashPair(hashText(`${kind} ${key}`), hashData(value));

function exchange(sum: HashSum, kind: string, key: string, before: unknown, after: unknown): void {
  if (before !== undefined) sum.remove(hashOf(kind, key, before));
  if (after !== undefined) sum.add(hashOf(kind, key, after));
}

/** Cells are compared in their order too, in which a function may look at them. */
function isSameRest(a: KnownRest, b: KnownRest): boolean {
  if (a.cells.size !== b.cells.size || a.memory.size !== b.memory.size) return false;
  const others = b.cells[Symbol.iterator]();
  for (const [key, value] of a.cells) {
    const [otherKey, other] = others.next().value as [string, Value];
    if (key !== otherKey || value !== other) return false;
  }
  for (const [key, value] of a.memory) if (!b.memory.has(key) || !isSameData(value, b.memory.get(key))) return false;
  return isSameData(a.pending, b.pending);
}
