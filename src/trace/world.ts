import type { Change, Value } from './event.ts';

/** A cell of the world and the row that wrote it last (-1: before the first row). */
export interface Cell {
  readonly value: Value;
  readonly row: number;
}

/**
 * Everything that can be inspected at one row: cells by key, as `spmc.vm0.bound` or `held.workqueue:optee_notification`.
 * The keys are listed in trace/keys.ts. A cell that is absent is a thing that is not there.
 */
export interface World {
  readonly size: number;
  /** The value under `key`, or undefined. */
  get(key: string): Value | undefined;
  /** The value with the row that wrote it. */
  cell(key: string): Cell | undefined;
  /** Cells whose key begins with `prefix`, in the order in which they were first written. */
  under(prefix: string): Iterable<readonly [key: string, cell: Cell]>;
}

/** The world while it is being folded: `apply` writes what a row changed. */
export class MutableWorld implements World {
  readonly #cells: Map<string, Cell>;

  constructor(from?: MutableWorld) {
    this.#cells = new Map(from === undefined ? [] : from.#cells);
  }

  get size(): number {
    return this.#cells.size;
  }

  get(key: string): Value | undefined {
    return this.#cells.get(key)?.value;
  }

  cell(key: string): Cell | undefined {
    return this.#cells.get(key);
  }

  *under(prefix: string): Iterable<readonly [string, Cell]> {
    for (const entry of this.#cells) if (entry[0].startsWith(prefix)) yield entry;
  }

  set(key: string, value: Value | undefined, row: number): void {
    if (value === undefined) this.#cells.delete(key);
    else this.#cells.set(key, { value, row });
  }

  /** What row `row` changed. */
  apply(changes: readonly Change[], row: number): void {
    for (const c of changes) this.set(c.key, c.after, row);
  }
}
