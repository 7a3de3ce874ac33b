import type { Trace } from '../trace/trace.ts';

/** How far before and after a row its chain is looked for: more than any call of the model spans. */
const FAR = 600;

/**
 * The rows that belong to this row's chain: what caused it, the call or function that it answers, and what it led to,
 * as far as they are near. The row itself is among them.
 */
export function chainOf(trace: Trace, row: number): ReadonlySet<number> {
  const chain = new Set<number>([row]);
  // Up: each row's cause, call or beginning.
  for (let at: number | null = row; at !== null; ) {
    const up = causeOf(trace, at);
    at = up !== null && !chain.has(up) ? up : null;
    if (at !== null) chain.add(at);
  }
  // Down: rows whose cause, call or beginning is this row, or one that this row led to.
  const led = new Set<number>([row]);
  const end = Math.min(row + FAR, trace.length);
  for (let at = row + 1; at < end; at++) {
    const up = causeOf(trace, at);
    if (up === null || !led.has(up)) continue;
    led.add(at);
    chain.add(at);
  }
  return chain;
}

function causeOf(trace: Trace, row: number): number | null {
  const e = trace.row(row);
  if (e.kind === 'return' && e.of >= 0) return e.of;
  if (e.kind === 'step' && e.enter !== null) return e.enter;
  return e.cause;
}
