import { perTrace } from '../trace/per-trace.ts';
import type { Trace } from '../trace/trace.ts';
import { parseQuery, type RowTest } from './row-query.ts';

/** A row whose breakpoints have not been looked for yet. */
const UNKNOWN = 2;

/** Which rows a breakpoint stops at: 1 where one does, 0 where none does, UNKNOWN where nobody has looked. */
interface Kept {
  readonly breaks: readonly string[];
  readonly rows: Uint8Array;
  readonly at: (row: number) => boolean;
}
/** The tests of these queries. One that is not understood holds nowhere. */
export const testsOf = (queries: readonly string[]): readonly RowTest[] =>
  queries.flatMap((text) => {
    const read = parseQuery(text);
    return read.ok ? [read.value] : [];
  });

/** Does one of these breakpoints stop at a row? Each row is looked at once. */
export const breakAt = (trace: Trace, breaks: readonly string[]): ((row: number) => boolean) => of(trace, breaks).at;

/** A 1 for each row below `to` that one of these breakpoints stops at; those from `from` on are looked at now. */
export function breakMarks(trace: Trace, breaks: readonly string[], from: number, to: number): Uint8Array {
  const { rows, at } = of(trace, breaks);
  for (let row = from; row < Math.min(to, rows.length); row++) at(row);
  return rows;
}

/** Those of these breakpoints that stop at this row. */
export function breaksOfRow(trace: Trace, breaks: readonly string[], row: number): readonly string[] {
  const e = trace.row(row);
  return breaks.filter((b) => testsOf([b]).some((test) => test(trace, e)));
}

/** The breakpoints change while the trace stays: the last list that was asked for is kept. */
const keptOf = perTrace((): { last: Kept | null } => ({ last: null }));

function of(trace: Trace, breaks: readonly string[]): Kept {
  const kept = keptOf(trace);
  if (kept.last?.breaks === breaks) return kept.last;
  const tests = testsOf(breaks);
  const rows = new Uint8Array(trace.length).fill(UNKNOWN);
  const at = (row: number): boolean => {
    if (rows[row] === UNKNOWN) {
      const e = trace.row(row);
      rows[row] = tests.some((t) => t(trace, e)) ? 1 : 0;
    }
    return rows[row] === 1;
  };
  kept.last = { breaks, rows, at };
  return kept.last;
}
