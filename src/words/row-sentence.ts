import type { TraceEvent } from '../trace/event.ts';

/** Calls that name notifications as bits of w3 and w4. */
const WITH_IDS = ['FFA_NOTIFICATION_BIND', 'FFA_NOTIFICATION_UNBIND'];

/**
 * The sentence of a row. The source line says `the id`, for all of them, and is found by that (view/source/sentence.ts); a call
 * about a single notification says which.
 */
export function rowSentence(e: TraceEvent): string {
  if (e.kind !== 'call' || !WITH_IDS.includes(e.name)) return e.why;
  const ids = ((e.w[3] ?? 0n) & 0xffffffffn) | (((e.w[4] ?? 0n) & 0xffffffffn) << 32n);
  const isSingle = ids !== 0n && (ids & (ids - 1n)) === 0n;
  return isSingle ? e.why.replace(/\bthe id\b/, `id ${ids.toString(2).length - 1}`) : e.why;
}
