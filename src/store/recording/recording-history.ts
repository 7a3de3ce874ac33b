import { ensure } from '../../base/assert.ts';
import type { ColumnTrace } from '../../import/column-trace.ts';
import type { Columns } from '../../import/columns.ts';
import { History } from '../../trace/history.ts';
import { MutableWorld, type World } from '../../trace/world.ts';

/** Which changes are of one cell: for each key, in the order of their first change, positions in the change columns. */
export interface PackedWrites {
  /** Numbers of the keys in the table of texts. */
  readonly keys: Uint32Array;
  /** Where the changes of each key begin in `changes`, and where the last ones end. */
  readonly from: Uint32Array;
  readonly changes: Uint32Array;
}

/** The changes of one cell that count, ascending: the last of several writes of one row is the one that stays. */
interface Writes {
  readonly key: string;
  changes: number[] | Uint32Array;
  /** The rows of `changes`, as far as somebody has asked for them. */
  readonly rows: number[];
}

/**
 * Time travel in a recording. Its changes lie in columns, so the world at a row needs no fold: of each cell the last
 * write up to the row is looked up. A seek costs a search for each cell, at the end of a million rows as at the
 * beginning. While a recording grows, only what has come is added.
 */
export class RecordingHistory extends History {
  readonly #trace: ColumnTrace;
  readonly #writes: Map<number, Writes>;
  /** Changes below this one are in #writes. */
  #read = 0;

  /** @param known the index as another side has packed it, or the history of an earlier state of the same trace */
  constructor(trace: ColumnTrace, known?: PackedWrites | RecordingHistory) {
    super(trace);
    this.#trace = trace;
    if (known instanceof RecordingHistory) {
      this.#writes = known.#writes;
      this.#read = known.#read;
      this.#index();
      return;
    }
    this.#writes = new Map();
    if (known === undefined) return;
    const { keys, from, changes } = known;
    for (const [i, key] of keys.entries())
      this.#writes.set(key, { key: this.#text(key), changes: changes.subarray(from[i], from[i + 1]), rows: [] });
    this.#read = trace.columns.changes;
  }

  /** What another side needs to answer as this does. */
  pack(): PackedWrites {
    const all = this.#index();
    const from = new Uint32Array(all.size + 1);
    const lists = [...all.values()].map((w) => w.changes);
    for (const [i, list] of lists.entries()) from[i + 1] = (from[i] as number) + list.length;
    const changes = new Uint32Array(from[all.size] as number);
    for (const [i, list] of lists.entries()) changes.set(list, from[i]);
    return { keys: Uint32Array.from(all.keys()), from, changes };
  }

  override at(cursor: number): World {
    const { changeAfter, changeRow, values } = this.#columns();
    const world = new MutableWorld();
    for (const { key, changes } of this.#index().values()) {
      const last = lastUpTo(changes, changeRow, cursor);
      if (last < 0) continue;
      const change = ensure(changes[last], 'a change');
      world.set(key, values[changeAfter[change] as number], changeRow[change] as number);
    }
    return world;
  }

  override writesOf(key: string): readonly number[] {
    const { changeRow } = this.#columns();
    for (const writes of this.#index().values()) {
      if (writes.key !== key) continue;
      const { changes, rows } = writes;
      for (let i = rows.length; i < changes.length; i++) rows.push(changeRow[changes[i] as number] as number);
      return rows;
    }
    return [];
  }

  #columns(): Columns {
    return this.#trace.columns;
  }

  #text(key: number): string {
    return this.#columns().strings.text(key);
  }

  #index(): ReadonlyMap<number, Writes> {
    const { changes: count, changeRow, changeKey } = this.#columns();
    for (; this.#read < count; this.#read++) {
      const id = changeKey[this.#read] as number;
      let writes = this.#writes.get(id);
      if (writes === undefined) {
        writes = { key: this.#text(id), changes: [], rows: [] };
        this.#writes.set(id, writes);
      }
      const list = Array.isArray(writes.changes) ? writes.changes : [...writes.changes];
      writes.changes = list;
      const last = list.at(-1);
      if (last !== undefined && changeRow[last] === changeRow[this.#read]) list[list.length - 1] = this.#read;
      else list.push(this.#read);
    }
    return this.#writes;
  }
}

/** The position of the last change that is not beyond row `cursor`; -1 for none. */
function lastUpTo(changes: ArrayLike<number>, rowOf: Uint32Array, cursor: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rowOf[changes[middle] as number] as number) <= cursor) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
