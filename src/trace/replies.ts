import type { CallEvent, ReturnEvent } from './event.ts';
import { repliesOf } from './index.ts';
import type { Trace } from './trace.ts';

/** Rows after a call that are looked at for its reply, one by one. */
const NEAR = 256;

/** The call that belongs to this row: itself, or the one that a reply answers; null for other rows. */
export function callOf(trace: Trace, row: number): CallEvent | null {
  const e = inside(trace, row) ? trace.row(row) : null;
  if (e?.kind === 'call') return e;
  const call = e?.kind === 'return' && inside(trace, e.of) ? trace.row(e.of) : null;
  return call?.kind === 'call' ? call : null;
}

/** The reply that belongs to this row: itself, or the one that answers this call; null where there is none. */
export function replyOf(trace: Trace, row: number): ReturnEvent | null {
  const e = inside(trace, row) ? trace.row(row) : null;
  if (e?.kind === 'return') return e;
  if (e?.kind !== 'call') return null;
  // Most replies come soon; only where one does not, the whole trace is read.
  const near = Math.min(row + NEAR, trace.length);
  for (let i = row + 1; i < near; i++) {
    const later = trace.row(i);
    if (later.kind === 'return' && later.of === row) return later;
  }
  const at = repliesOf(trace).get(row);
  const reply = at === undefined ? null : trace.row(at);
  return reply?.kind === 'return' ? reply : null;
}

const inside = (trace: Trace, row: number): boolean => row >= 0 && row < trace.length;
