import type { Trace } from '../trace/trace.ts';
import { firstDifference } from './align.ts';
import { alignmentOf } from './alignment.ts';

/** Where two runs part, and how far they are equal. */
export interface Comparison {
  /** The row in which they part: the same number in both, since all before it are equal. null for equal runs. */
  readonly first: number | null;
  /** Rows in which both do the same. */
  readonly equal: number;
  /** Rows that the left one has for itself: what it does otherwise, and what the other never does. */
  readonly onlyLeft: number;
  readonly onlyRight: number;
}

/** Compares what happens in two runs, as study/align.ts aligns them. */
export function compareTraces(left: Trace, right: Trace): Comparison {
  const first = firstDifference(left, right);
  if (first === null) return { first, equal: left.length, onlyLeft: 0, onlyRight: 0 };
  const stretches = alignmentOf(left, right);
  const sum = (kind: string): number => stretches.reduce((n, s) => n + (s.kind === kind ? s.count : 0), 0);
  return { first, equal: sum('both'), onlyLeft: sum('only-left'), onlyRight: sum('only-right') };
}

/** The row of the right run that stands beside this one of the left; where none does, the next of the right. */
export function besideLeft(left: Trace, right: Trace, row: number): number {
  const s = alignmentOf(left, right).find((x) => x.kind !== 'only-right' && row < x.left + x.count);
  const at = s === undefined ? right.length - 1 : s.kind === 'both' ? s.right + row - s.left : s.right;
  return Math.max(0, Math.min(at, right.length - 1));
}
