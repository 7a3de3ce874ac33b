import { longPairs } from './align-long.ts';

/** The two halves of a pair, which are shown side by side. */
export type Side = 'left' | 'right';

/** `count` of one list beside as many of the other, or what only one of them has. */
export interface Stretch {
  readonly kind: 'both' | 'only-left' | 'only-right';
  /** The first at the left; for `only-right` the one before which it stands. */
  readonly left: number;
  /** The first at the right; for `only-left` the one before which it stands. */
  readonly right: number;
  readonly count: number;
}

/** Above this many pairs the middle is searched from one difference to the next (align-long.ts). */
const MAX_PAIRS = 4_000_000;

/**
 * Two lists of keys side by side: stretches in order that cover both once. Equal beginnings and ends are paired, and
 * between them the longest common subsequence.
 */
export function alignKeys(left: readonly string[], right: readonly string[]): readonly Stretch[] {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++;
  const out: Stretch[] = [];
  const add: Add = (kind, atLeft, atRight, count) => {
    const last = out.at(-1);
    if (count === 0) return;
    if (last?.kind === kind) out[out.length - 1] = { ...last, count: last.count + count };
    else out.push({ kind, left: atLeft, right: atRight, count });
  };
  add('both', 0, 0, head);
  middle(left.slice(head, left.length - tail), right.slice(head, right.length - tail), (kind, i, j, count) =>
    add(kind, head + i, head + j, count),
  );
  add('both', left.length - tail, right.length - tail, tail);
  return out;
}

type Add = (kind: Stretch['kind'], left: number, right: number, count: number) => void;

function middle(left: readonly string[], right: readonly string[], add: Add): void {
  if (left.length * right.length > MAX_PAIRS) {
    const pairs = longPairs(left, right);
    let [i, j] = [0, 0];
    for (const [l, r] of pairs) {
      add('only-left', i, j, l - i);
      add('only-right', l, j, r - j);
      add('both', l, r, 1);
      [i, j] = [l + 1, r + 1];
    }
    add('only-left', i, j, left.length - i);
    add('only-right', left.length, j, right.length - j);
    return;
  }
  const best = longest(left, right);
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) add('both', i++, j++, 1);
    else if (j === right.length || (i < left.length && best(i + 1, j) >= best(i, j + 1))) add('only-left', i++, j, 1);
    else add('only-right', i, j++, 1);
  }
}

/** How many keys of the left list from i and of the right one from j can be paired. */
function longest(left: readonly string[], right: readonly string[]): (i: number, j: number) => number {
  const wide = right.length + 1;
  const best = new Uint32Array((left.length + 1) * wide);
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      best[i * wide + j] =
        left[i] === right[j]
          ? (best[(i + 1) * wide + j + 1] as number) + 1
          : Math.max(best[(i + 1) * wide + j] as number, best[i * wide + j + 1] as number);
  return (i, j) => best[i * wide + j] ?? 0;
}
