import type { TraceEvent } from '../trace/event.ts';

/**
 * The registers of a call or a reply as one line, `w0 0x8400007f  w1 0x80010000  w3 0x8`: those that are zero are left
 * out but w0, and x0.. stands where the upper half is in use. Empty for a row without registers.
 */
export function registerText(e: TraceEvent): string {
  if (e.kind !== 'call' && e.kind !== 'return') return '';
  return e.w
    .flatMap((w, i) => (i > 0 && w === 0n ? [] : [`${w >> 32n ? 'x' : 'w'}${i} 0x${w.toString(16)}`]))
    .join('  ');
}
