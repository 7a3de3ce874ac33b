import { ok, type Result } from '../base/result.ts';
import type { FoldLine } from '../layout/lines.ts';
import { parseQuery } from '../layout/row-query.ts';
import type { Trace } from '../trace/trace.ts';
import { testsOf } from './break-rows.ts';

/** Rows that are looked at in one piece: a few milliseconds. Between two pieces the page answers. */
const PIECE = 4000;
const pause = (): Promise<void> => new Promise((go) => setTimeout(go));

/**
 * The rows that fit a query, ascending; those found so far where `wanted` says no between two pieces. `soFar` hears of
 * them on the way.
 */
export async function findRows(
  trace: Trace,
  text: string,
  wanted: () => boolean,
  soFar: (rows: readonly number[]) => void,
): Promise<Result<readonly number[]>> {
  const query = parseQuery(text);
  if (!query.ok) return query;
  const rows: number[] = [];
  for (let row = 0; row < trace.length && wanted(); row++) {
    if (query.value(trace, trace.row(row))) rows.push(row);
    if ((row + 1) % PIECE !== 0) continue;
    soFar([...rows]);
    await pause();
  }
  return ok(rows);
}

/**
 * The nearest row after (1) or before (-1) `from` at which one of the queries holds; null where there is none, or where
 * `wanted` says no. A query that is not understood holds nowhere.
 */
export async function nearestRow(
  trace: Trace,
  queries: readonly string[],
  from: number,
  direction: 1 | -1,
  wanted: () => boolean,
): Promise<number | null> {
  const tests = testsOf(queries);
  let left = PIECE;
  for (let row = from + direction; row >= 0 && row < trace.length && wanted(); row += direction) {
    const e = trace.row(row);
    if (tests.some((t) => t(trace, e))) return row;
    if (--left > 0) continue;
    left = PIECE;
    await pause();
  }
  return null;
}

/** The rows between those that are shown, folded: even a single one, since it does not fit. */
export function restOf(shown: readonly number[], length: number): readonly FoldLine[] {
  const out: FoldLine[] = [];
  let first = 0;
  for (const row of [...shown, length]) {
    if (row > first) out.push({ kind: 'fold', first, end: row, text: 'These rows do not fit the search', errors: 0 });
    first = row + 1;
  }
  return out;
}
