import type { Actor, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** A function that encloses a recorded row. */
export interface StackLine {
  readonly fn: string;
  /** Whose function it is, where a probe on it is in the recording. */
  readonly lane: Actor | null;
  /** The row where it begins; null where the recording has no probe on it. */
  readonly row: number | null;
}

/** Who called whom at a row. `recorded`: by a stack trace; else by the function probes that have begun and not ended. */
export interface Stack {
  readonly recorded: boolean;
  /** Innermost first. */
  readonly lines: readonly StackLine[];
}

/** How many rows above are searched for the beginnings of the functions. */
const FAR = 5000;

/** The functions that enclose a row of a recording, as far as it tells. */
export function stackAt(trace: Trace, event: TraceEvent): Stack {
  const open = openFunctions(trace, event);
  if (event.stack.length === 0) return { recorded: false, lines: open };
  const begins = new Map(open.toReversed().map((l) => [l.fn, l]));
  const lines = event.stack.toReversed().map((fn) => begins.get(fn) ?? { fn, lane: null, row: null });
  return { recorded: true, lines };
}

/** Functions of the same context that have begun before the row and not ended, innermost first. */
function openFunctions(trace: Trace, event: TraceEvent): StackLine[] {
  const open: StackLine[] = [];
  const ended = new Set<number>();
  for (let row = event.row; row >= 0 && row >= event.row - FAR; row--) {
    const e = trace.row(row);
    if (e.ctx !== event.ctx || e.ctxKind !== event.ctxKind) continue;
    // A function that ends in this very row still encloses it.
    if (e.kind === 'step' && e.enter !== null && row !== event.row) ended.add(e.enter);
    if (e.kind === 'enter' && !ended.has(row)) open.push({ fn: e.fn, lane: e.to, row });
  }
  return open;
}
