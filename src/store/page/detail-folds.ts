import { takenRows } from '../../export/selection.ts';
import { type Detail, WHOLE } from '../../export/subject.ts';
import { textOf } from '../../layout/lesson-folds.ts';
import type { FoldLine } from '../../layout/lines.ts';
import type { Trace } from '../../trace/trace.ts';

/** One row alone takes no more room than a fold. */
const LEAST = 2;

/**
 * Folds what an export at this level of detail leaves out. Errors and broken rules stand in their rows, as there, and so
 * do the rows of `kept`.
 */
export function detailFolds(
  trace: Trace,
  detail: Detail,
  kept: { has(row: number): boolean; keys(): Iterable<number> } = new Set<number>(),
): readonly FoldLine[] {
  if (detail === 'everything') return [];
  const folds: FoldLine[] = [];
  const taken = new Set([...kept.keys()]);
  for (const { row } of takenRows({ trace }, { ...WHOLE, detail })) taken.add(row);
  let next = 0;
  for (const row of [...taken].sort((a, b) => a - b)) {
    add(folds, trace, next, row);
    next = row + 1;
  }
  add(folds, trace, next, trace.length);
  return folds;
}

function add(folds: FoldLine[], trace: Trace, first: number, end: number): void {
  if (end - first >= LEAST) folds.push({ kind: 'fold', first, end, errors: 0, text: textOf(trace, first, end) });
}
