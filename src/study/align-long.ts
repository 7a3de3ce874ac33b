/** More differences than this are not searched for: the memory of the way back grows with their square. */
const MAX_DIFFERENCES = 2500;

/**
 * Pairs of equal keys of two long lists, in order: a longest common subsequence, found from one difference to the next
 * (Myers, An O(ND) Difference Algorithm, 1986). Lists with more than some thousand differences have no pairs.
 */
export function longPairs(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
  const [a, b] = numbered(left, right);
  const most = Math.min(a.length + b.length, MAX_DIFFERENCES);
  // furthest[k]: how far in `a` one comes on diagonal k (a minus b) with d differences; kept for every d for the way back.
  let furthest = new Int32Array([0]);
  const kept: Int32Array[] = [];
  for (let d = 0; d <= most; d++) {
    const now = new Int32Array(2 * d + 1);
    for (let k = -d; k <= d; k += 2) {
      let x = d === 0 ? 0 : start(furthest, d, k);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      now[k + d] = x;
      if (x >= a.length && x - k >= b.length) return back(kept, d, k, a.length);
    }
    kept.push(now);
    furthest = now;
  }
  return [];
}

/** Equal keys by equal numbers, which are compared faster. */
function numbered(left: readonly string[], right: readonly string[]): readonly [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const of = (key: string): number => {
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  };
  return [Int32Array.from(left, of), Int32Array.from(right, of)];
}

/** Does the way to diagonal k with d differences come from the diagonal above, by a key that only the right list has? */
function fromAbove(before: Int32Array, d: number, k: number): boolean {
  return k === -d || (k !== d && (before[k - 1 + d - 1] as number) < (before[k + 1 + d - 1] as number));
}

/** How far in the left list the d-th difference leads on diagonal k, before equal keys are followed. */
function start(before: Int32Array, d: number, k: number): number {
  return fromAbove(before, d, k) ? (before[k + 1 + d - 1] as number) : (before[k - 1 + d - 1] as number) + 1;
}

function back(kept: readonly Int32Array[], differences: number, diagonal: number, end: number): [number, number][] {
  const pairs: [number, number][] = [];
  let [x, k] = [end, diagonal];
  for (let d = differences; d >= 0; d--) {
    const before = kept[d - 1];
    const from = before === undefined ? 0 : start(before, d, k);
    while (x > from) {
      x--;
      pairs.push([x, x - k]);
    }
    if (before === undefined) break;
    const above = fromAbove(before, d, k);
    if (!above) x--;
    k += above ? 1 : -1;
  }
  return pairs.reverse();
}
