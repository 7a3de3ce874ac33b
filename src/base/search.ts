/** The first index whose key is greater than `key`, in an array ascending by `keyOf`; length when there is none. */
export function upperBound<T>(items: readonly T[], key: number, keyOf: (item: T) => number): number {
  let lo = 0;
  let hi = items.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (keyOf(items[mid] as T) <= key) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** The candidate that needs the fewest edits to become `word`, for "did you mean"; null when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let bestCost = Math.max(2, Math.ceil(word.length / 2)) + 1;
  const w = word.toLowerCase();
  for (const c of candidates) {
    const lower = c.toLowerCase();
    const cost = w.length >= 3 && (lower.endsWith(w) || lower.startsWith(w)) ? 1 : editDistance(w, lower);
    if (cost < bestCost) {
      best = c;
      bestCost = cost;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
