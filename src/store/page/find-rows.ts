import { ok, type Result } from '../../base/result.ts';
import { testsOf } from '../../study/break-rows.ts';
import { parseQuery } from '../../study/row-query.ts';
import type { Trace } from '../../trace/trace.ts';

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
