import type { FoldLine } from './lines.ts';

/** The rows between those that are shown, folded: even a single one, since it does not fit. */
export function restOf(shown: readonly number[], length: number): readonly FoldLine[] {
  const out: FoldLine[] = [];
  let first = 0;
  for (const row of [...shown, length]) {
    if (row > first) out.push({ kind: 'fold', first, end: row, text: 'These rows do not fit the search', errors: 0 });
    first = row + 1;
  }
  return out;
}
