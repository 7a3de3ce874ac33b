import type { TraceEvent } from './event.ts';
import { replyOf } from './replies.ts';
import type { Trace } from './trace.ts';

/**
 * Is this the row that a fault changed? Every row that a fault touched carries its index: the function around a call, the
 * call, its reply. One of them is not what it would have been: the reply, or the function whose body did not run; the call
 * only where nobody answers it.
 */
export function isFaultRow(trace: Trace, e: TraceEvent): boolean {
  if (e.fault === null) return false;
  if (e.kind === 'call') return replyOf(trace, e.row) === null;
  // Of a function that began, what is in it or its end is the row.
  if (e.kind === 'enter') return false;
  if (e.kind === 'step' && e.enter !== null) return !carriedBy(trace, e.enter + 1, e.row, e.fault);
  return true;
}

/** Does one of the rows `first` up to and without `end` carry the same fault? */
function carriedBy(trace: Trace, first: number, end: number, fault: number): boolean {
  for (let row = first; row < Math.min(end, trace.length); row++) if (trace.row(row).fault === fault) return true;
  return false;
}
