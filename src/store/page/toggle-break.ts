import { breakOf } from '../../study/break-query.ts';
import { breaksOfRow } from '../../study/break-rows.ts';
import { shownTrace } from '../shown.ts';
import type { ScopeState } from '../store.ts';

/** Takes away the breakpoints that stop at this row; where none does, sets one at what the row is. */
export function toggleBreakAt({ breaks, toggleBreak, ...s }: ScopeState, row: number): void {
  const trace = shownTrace(s);
  if (trace === null || row < 0 || row >= trace.length) return;
  const here = breaksOfRow(trace, breaks, row);
  for (const query of here.length === 0 ? [breakOf(trace.row(row))] : here) toggleBreak(query);
}
