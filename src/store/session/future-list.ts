import type { Future } from './session.ts';

/** Above this the oldest futures are forgotten; the one that is shown and the first stay. */
export const MAX_FUTURES = 64;

/** The list without one future that is neither shown nor the parent of the one that is, where it has grown too long. */
export function trimmed(futures: readonly Future[], shown: Future): readonly Future[] {
  if (futures.length <= MAX_FUTURES) return futures;
  const drop = futures.findIndex((f, i) => i > 0 && f !== shown && f.id !== shown.parent?.id);
  return futures.toSpliced(drop, 1);
}
