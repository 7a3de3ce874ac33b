import type { Change } from './event.ts';
import { writersOf } from './index.ts';
import type { Trace } from './trace.ts';
import { MutableWorld, type World } from './world.ts';

/** A seek stays under a millisecond at 100,000 rows (measured with the benchmark), and checkpoints take few bytes a row. */
const STRIDE = 2048;

/**
 * Time travel: the world at any row, folded from the nearest checkpoint below it. Checkpoints are made on the way, so
 * a long trace costs nothing until somebody looks.
 */
export class History {
  readonly #trace: Trace;
  #checkpoints: MutableWorld[];

  /** @param start cells that are in place before the first row. */
  constructor(trace: Trace, start: Iterable<Change> = []) {
    this.#trace = trace;
    const world = new MutableWorld();
    for (const c of start) world.set(c.key, c.after, -1);
    this.#checkpoints = [world];
  }

  /**
   * The history of the first rows of a trace that grows: `rows` are those. What was folded is shared, because a row stays
   * as it is; which rows wrote a cell is told of these alone.
   */
  upTo(rows: Trace): History {
    const first = new History(rows);
    first.#checkpoints = this.#checkpoints;
    return first;
  }

  /** The world after row `cursor`; -1 is before the first row. Values outside are brought to the nearest end. */
  at(cursor: number): World {
    const rows = Math.min(Math.max(cursor + 1, 0), this.#trace.length);
    const slot = Math.floor(rows / STRIDE);
    while (this.#checkpoints.length <= slot) {
      const from = this.#checkpoints.length * STRIDE - STRIDE;
      const next = new MutableWorld(this.#checkpoints.at(-1));
      this.#fold(next, from, from + STRIDE);
      this.#checkpoints.push(next);
    }
    const world = new MutableWorld(this.#checkpoints[slot]);
    this.#fold(world, slot * STRIDE, rows);
    return world;
  }

  #fold(world: MutableWorld, from: number, to: number): void {
    const trace = this.#trace;
    if (trace.changes === undefined) for (const e of trace.rows(from, to)) world.apply(e.changes, e.row);
    else for (let row = from; row < to; row++) world.apply(trace.changes(row), row);
  }

  /** The rows that wrote `key`, ascending. */
  writesOf(key: string): readonly number[] {
    return writersOf(this.#trace).get(key) ?? [];
  }
}
