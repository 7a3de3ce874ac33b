import type { Trace } from '../trace/trace.ts';
import { alignKeys, type Stretch } from './align-keys.ts';
import { rowKey } from './row-key.ts';

/**
 * The first row in which two runs differ in what happens: what is written where, who acts, what is answered. Times,
 * captions, source lines and the marks of faults do not count (see row-key.ts). Where one run is the beginning of the
 * other it is the length of the shorter; null for equal runs.
 */
export function firstDifference(left: Trace, right: Trace): number | null {
  const common = Math.min(left.length, right.length);
  for (let i = 0; i < common; i++) if (rowKey(left.row(i)) !== rowKey(right.row(i))) return i;
  return left.length === right.length ? null : common;
}

/** The rows of two runs side by side: stretches in order that cover every row of both once. */
export const align = (left: Trace, right: Trace): readonly Stretch[] =>
  alignKeys(Array.from(left.rows(), rowKey), Array.from(right.rows(), rowKey));
