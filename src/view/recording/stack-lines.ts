import type { Actor, TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

/** A function in the stack of a recorded row. */
export interface StackLine {
  readonly fn: string;
  /** Whose function it is, where a probe on it is in the recording. */
  readonly lane: Actor | null;
  /** The row where it begins; null where the recording has no probe on it. */
  readonly row: number | null;
}

/** How many rows above are searched for the beginnings of the functions. */
const FAR = 5000;

/** The stack of a row, innermost first, with the rows where its functions begin. */
export function stackLines(trace: Trace, event: TraceEvent): readonly StackLine[] {
  const wanted = new Set(event.stack);
  const begins = new Map<string, { readonly row: number; readonly lane: Actor }>();
  for (let row = event.row - 1; row >= 0 && row >= event.row - FAR && begins.size < wanted.size; row--) {
    const e = trace.row(row);
    if (e.kind !== 'enter' || e.ctx !== event.ctx || !wanted.has(e.fn) || begins.has(e.fn)) continue;
    begins.set(e.fn, { row, lane: e.to });
  }
  return event.stack.toReversed().map((fn) => {
    const begin = begins.get(fn);
    return { fn, lane: begin?.lane ?? null, row: begin?.row ?? null };
  });
}
