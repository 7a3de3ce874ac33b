import { ensure } from '../base/assert.ts';
import type { ColumnTrace } from '../import/column-trace.ts';
import { History } from '../trace/history.ts';
import { MutableWorld, type World } from '../trace/world.ts';

/** The writes of one cell: positions in the change columns, and the rows that they belong to, both ascending. */
interface Writes {
  readonly changes: readonly number[];
  readonly rows: readonly number[];
}

/**
 * Time travel in a recording. Its changes lie in columns, so the world at a row needs no fold: of each cell the last
 * write up to the row is looked up. A seek costs a search for each cell, at the end of a million rows as at the
 * beginning.
 */
export class RecordingHistory extends History {
  readonly #trace: ColumnTrace;
  #writes: ReadonlyMap<string, Writes> | null = null;

  constructor(trace: ColumnTrace) {
    super(trace);
    this.#trace = trace;
  }

  override at(cursor: number): World {
    const { changeAfter, values } = this.#trace.columns;
    const world = new MutableWorld();
    for (const [key, { changes, rows }] of this.#index()) {
      const last = lastUpTo(rows, cursor);
      if (last < 0) continue;
      const value = changeAfter[ensure(changes[last], 'a change')] as number;
      world.set(key, values[value], ensure(rows[last], 'a row'));
    }
    return world;
  }

  override writesOf(key: string): readonly number[] {
    return this.#index().get(key)?.rows ?? [];
  }

  /** In the order in which the cells are first written. */
  #index(): ReadonlyMap<string, Writes> {
    if (this.#writes !== null) return this.#writes;
    const { changes: count, changeRow, changeKey, strings } = this.#trace.columns;
    const byId = new Map<number, { changes: number[]; rows: number[] }>();
    for (let i = 0; i < count; i++) {
      const id = changeKey[i] as number;
      const row = changeRow[i] as number;
      let writes = byId.get(id);
      if (writes === undefined) {
        writes = { changes: [], rows: [] };
        byId.set(id, writes);
      }
      // The last of several writes of one row is the one that stays.
      if (writes.rows.at(-1) === row) writes.changes[writes.changes.length - 1] = i;
      else {
        writes.changes.push(i);
        writes.rows.push(row);
      }
    }
    this.#writes = new Map([...byId].map(([id, writes]) => [strings.text(id), writes]));
    return this.#writes;
  }
}

/** The position of the last row that is not beyond `cursor`; -1 for none. */
function lastUpTo(rows: readonly number[], cursor: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] as number) <= cursor) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
