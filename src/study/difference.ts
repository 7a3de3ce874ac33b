import { errnoText } from '../abi/errno.ts';
import type { TraceEvent, Value } from '../trace/event.ts';
import type { World } from '../trace/world.ts';

/** A register of two replies to the same call. */
export interface DifferingRegister {
  readonly index: number;
  readonly left: bigint;
  readonly right: bigint;
  readonly differs: boolean;
}

/** The registers of two frames, w0 and on; a register that one of them lacks counts as zero. */
export function registersOf(left: readonly bigint[], right: readonly bigint[]): readonly DifferingRegister[] {
  return Array.from({ length: Math.max(left.length, right.length, 8) }, (_, index) => {
    const [a, b] = [left[index] ?? 0n, right[index] ?? 0n];
    return { index, left: a, right: b, differs: a !== b };
  });
}

/** The registers of a message; null for a row that is none. */
export const frameOf = (e: TraceEvent): readonly bigint[] | null =>
  e.kind === 'call' || e.kind === 'return' ? e.w : null;

/** What a row that is no message comes to, in a few words: the answer of a function, the line of a log. */
export function answerOf(e: TraceEvent): string {
  switch (e.kind) {
    case 'step':
      return e.rc === null ? 'no result' : typeof e.rc === 'number' ? errnoText(e.rc) : e.rc;
    case 'log':
    case 'violation':
      return e.text;
    case 'irq':
      return e.phase;
    case 'choice':
      return e.options[e.chosen] ?? 'none';
    default:
      return e.why;
  }
}

/** A cell of the world that has another value in each run; undefined: it is not there. */
export interface DifferingCell {
  readonly key: string;
  readonly left: Value | undefined;
  readonly right: Value | undefined;
}

/** The cells in which two worlds differ, in the order in which the left one wrote them, then the right one. */
export function differingCells(left: World, right: World): readonly DifferingCell[] {
  const out: DifferingCell[] = [];
  for (const [key, cell] of left.under('')) {
    const other = right.get(key);
    if (other !== cell.value) out.push({ key, left: cell.value, right: other });
  }
  for (const [key, cell] of right.under(''))
    if (left.cell(key) === undefined) out.push({ key, left: undefined, right: cell.value });
  return out;
}

/** Rows as ranges: `65–67, 88`. Counts the rows that were given when there are more ranges than `most`. */
export function rangesText(rows: readonly number[], most = 4): string {
  const ranges: { first: number; last: number }[] = [];
  for (const row of rows) {
    const open = ranges.at(-1);
    if (open !== undefined && open.last === row - 1) open.last = row;
    else ranges.push({ first: row, last: row });
  }
  if (ranges.length === 0) return 'none';
  const text = ranges.slice(0, most).map((r) => (r.first === r.last ? `${r.first}` : `${r.first}–${r.last}`));
  return ranges.length <= most ? text.join(', ') : `${rows.length}, from ${ranges[0]?.first}`;
}
