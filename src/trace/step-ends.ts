import type { StepEvent } from './event.ts';
import { endsOf } from './index.ts';
import type { Trace } from './trace.ts';

/** Rows after the beginning that are looked at one by one. */
const NEAR = 256;

/** The row that ends the function which begins at `enter`; null in a trace that never comes to its end. */
export function stepEnding(trace: Trace, enter: number): StepEvent | null {
  // Most functions end soon; only where one does not, the whole trace is read.
  for (let row = enter + 1; row < Math.min(enter + NEAR, trace.length); row++) {
    const e = trace.row(row);
    if (e.kind === 'step' && e.enter === enter) return e;
  }
  const row = endsOf(trace).get(enter);
  const e = row === undefined ? null : trace.row(row);
  return e?.kind === 'step' ? e : null;
}
