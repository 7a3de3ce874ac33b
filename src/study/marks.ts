import type { TraceEvent } from '../trace/event.ts';
import { isFaultRow } from '../trace/fault-row.ts';
import { stayingPerTrace } from '../trace/per-trace.ts';
import type { Trace } from '../trace/trace.ts';

/** What a jump looks for. */
export type JumpKind = 'fault' | 'error' | 'notification' | 'change' | 'action' | 'departure';

/** What makes a row worth stopping at, as bits of one byte. */
export const MARK = { error: 1, fault: 2, violation: 4, notification: 8, change: 16, departure: 32 } as const;

const BIT: Readonly<Record<Exclude<JumpKind, 'action'>, number>> = {
  // A broken rule is an error to whoever looks for one.
  error: MARK.error | MARK.violation,
  fault: MARK.fault,
  notification: MARK.notification,
  change: MARK.change,
  departure: MARK.departure,
};

interface Kept {
  marks: Uint8Array;
  /** Rows below this one are done. */
  read: number;
}
const keptOf = stayingPerTrace((trace): Kept => ({ marks: new Uint8Array(trace.length), read: 0 }));

/** Does this row of a recording depart from the profile? Only marks that were given (giveMarks) know. */
export const departsAt = (trace: Trace, row: number): boolean =>
  ((keptOf(trace).marks[row] ?? 0) & MARK.departure) !== 0;

/** A byte of MARK bits for each row, of which at least those below `to` are right; each row is looked at once. */
export function marksUpTo(trace: Trace, to: number): Uint8Array {
  const kept = keptOf(trace);
  const end = Math.min(to, trace.length);
  if (kept.read < end) {
    for (const e of trace.rows(kept.read, end)) kept.marks[e.row] = markOf(trace, e);
    kept.read = end;
  }
  return kept.marks;
}

/** A byte of MARK bits for each row. */
export const marksOf = (trace: Trace): Uint8Array => marksUpTo(trace, trace.length);

/** From now on these are the marks of every row of the trace: nobody has to look at its rows. */
export function giveMarks(trace: Trace, marks: Uint8Array): void {
  Object.assign(keptOf(trace), { marks, read: trace.length });
}

/** The MARK bits of one row. */
export function markOf(trace: Trace, e: TraceEvent): number {
  return (
    (isError(trace, e) ? MARK.error : 0) |
    (isFaultRow(trace, e) ? MARK.fault : 0) |
    (e.kind === 'violation' ? MARK.violation : 0) |
    (e.kind === 'irq' ? MARK.notification : 0) |
    (e.changes.length > 0 ? MARK.change : 0)
  );
}

/** Does this row report a failure: an FFA_ERROR, a service's error code, a negative errno, an error in the log? */
function isError(trace: Trace, e: TraceEvent): boolean {
  switch (e.kind) {
    case 'return': {
      // Only these two need their registers read; decoding every reply of a long recording would take seconds.
      if (e.name === 'FFA_SUCCESS' || e.name === 'FFA_INTERRUPT') return false;
      if (e.name === 'FFA_ERROR') return true;
      return trace.said(e.row).failed;
    }
    case 'step':
      return typeof e.rc === 'number' && e.rc < 0;
    case 'log':
      return e.level === 'error';
    case 'irq':
      return e.phase === 'lost';
    default:
      return false;
  }
}

/** The nearest row of this kind after (1) or before (-1) `cursor`; null where there is none. */
export function nextMark(
  marks: Uint8Array,
  kind: Exclude<JumpKind, 'action'>,
  cursor: number,
  direction: 1 | -1,
): number | null {
  const bit = BIT[kind];
  for (let row = cursor + direction; row >= 0 && row < marks.length; row += direction)
    if (((marks[row] as number) & bit) !== 0) return row;
  return null;
}
