import type { StepEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

const cache = new WeakMap<Trace, { readonly length: number; readonly ends: Map<number, number> }>();

/** The row that ends the function which begins at `enter`; null in a trace that never comes to its end. */
export function stepEnding(trace: Trace, enter: number): StepEvent | null {
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
