import type { StepEvent } from './event.ts';
import type { Trace } from './trace.ts';

const cache = new WeakMap<Trace, { readonly length: number; readonly ends: Map<number, number> }>();

/** Rows after the beginning that are looked at one by one. */
const NEAR = 256;

/** The row that ends the function which begins at `enter`; null in a trace that never comes to its end. */
export function stepEnding(trace: Trace, enter: number): StepEvent | null {
  // Most functions end soon; only where one does not, the whole trace is read.
  for (let row = enter + 1; row < Math.min(enter + NEAR, trace.length); row++) {
    const e = trace.row(row);
    if (e.kind === 'step' && e.enter === enter) return e;
  }
  let index = cache.get(trace);
  if (index?.length !== trace.length) {
    const ends = new Map<number, number>();
    for (const e of trace.rows()) if (e.kind === 'step' && e.enter !== null) ends.set(e.enter, e.row);
    index = { length: trace.length, ends };
    cache.set(trace, index);
  }
  const row = index.ends.get(enter);
  const e = row === undefined ? null : trace.row(row);
  return e?.kind === 'step' ? e : null;
}
