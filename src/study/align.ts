import type { Trace } from '../trace/trace.ts';
import { rowKey } from './row-key.ts';

/**
 * The first row in which two runs differ in what happens: what is written where, who acts, what is answered. Times,
 * captions, source lines and the marks of faults do not count (see row-key.ts). Where one run is the beginning of the
 * other it is the length of the shorter; null for equal runs.
 */
export function firstDifference(a: Trace, b: Trace): number | null {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) if (rowKey(a.row(i)) !== rowKey(b.row(i))) return i;
  return a.length === b.length ? null : common;
}

/** Rows `a..a+count-1` of one run beside rows `b..b+count-1` of the other, or rows that only one of them has. */
export interface Stretch {
  readonly kind: 'both' | 'only-a' | 'only-b';
  /** The first row in a; for `only-b` the row before which it stands. */
  readonly a: number;
  /** The first row in b; for `only-a` the row before which it stands. */
  readonly b: number;
  readonly count: number;
}

/** Above this many pairs the middle is not searched: its rows stand as only-a, then only-b. */
const MAX_PAIRS = 4_000_000;

/**
 * Two runs side by side: stretches in order that cover every row of both once. Equal beginnings and ends are paired,
 * and between them the longest common subsequence.
 */
export function align(a: Trace, b: Trace): readonly Stretch[] {
  const ka = Array.from(a.rows(), rowKey);
  const kb = Array.from(b.rows(), rowKey);
  const shorter = Math.min(ka.length, kb.length);
  let head = 0;
  while (head < shorter && ka[head] === kb[head]) head++;
  let tail = 0;
  while (tail < shorter - head && ka.at(-1 - tail) === kb.at(-1 - tail)) tail++;
  const out: Stretch[] = [];
  const add = (kind: Stretch['kind'], atA: number, atB: number, count: number): void => {
    const last = out.at(-1);
    if (count === 0) return;
    if (last?.kind === kind) out[out.length - 1] = { ...last, count: last.count + count };
    else out.push({ kind, a: atA, b: atB, count });
  };
  add('both', 0, 0, head);
  middle(ka.slice(head, ka.length - tail), kb.slice(head, kb.length - tail), (kind, i, j, count) =>
    add(kind, head + i, head + j, count),
  );
  add('both', ka.length - tail, kb.length - tail, tail);
  return out;
}

type Add = (kind: Stretch['kind'], a: number, b: number, count: number) => void;

function middle(a: readonly string[], b: readonly string[], add: Add): void {
  const wide = b.length + 1;
  if (a.length * b.length > MAX_PAIRS) {
    add('only-a', 0, 0, a.length);
    add('only-b', a.length, 0, b.length);
    return;
  }
  // best[i][j]: how many rows of a from i and of b from j can be paired.
  const best = new Uint32Array((a.length + 1) * wide);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * wide + j] =
        a[i] === b[j]
          ? (best[(i + 1) * wide + j + 1] as number) + 1
          : Math.max(best[(i + 1) * wide + j] as number, best[i * wide + j + 1] as number);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) add('both', i++, j++, 1);
    else if (j === b.length || (i < a.length && better(best, i, j, wide))) add('only-a', i++, j, 1);
    else add('only-b', i, j++, 1);
  }
}

/** Is leaving out row i of a at least as good as leaving out row j of b? */
const better = (best: Uint32Array, i: number, j: number, wide: number): boolean =>
  (best[(i + 1) * wide + j] as number) >= (best[i * wide + j + 1] as number);
