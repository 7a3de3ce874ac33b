import { idBitmap, singleId } from '../abi/id-bitmap.ts';
import { bits } from '../base/bits.ts';
import type { TraceEvent } from '../trace/event.ts';

/** Calls that name notifications as bits of w3 and w4. */
const WITH_IDS = ['FFA_NOTIFICATION_BIND', 'FFA_NOTIFICATION_UNBIND'];

/**
 * The sentence of a row. The source line says `the id`, for all of them, and is found by that (view/source/sentence.ts); a call
 * about a single notification says which.
 */
export function rowSentence(e: TraceEvent): string {
  if (e.kind !== 'call' || !WITH_IDS.includes(e.name)) return e.why;
  const id = singleId(idBitmap(bits(e.w[3] ?? 0n, 31, 0), bits(e.w[4] ?? 0n, 31, 0)));
  return id === null ? e.why : e.why.replace(/\bthe id\b/, `id ${id}`);
}
