import { lessonFolds } from '../../layout/lesson-folds.ts';
import { MARK, marksOf } from '../../study/marks.ts';
import type { GetState, SetState } from '../state.ts';
import { lessonNow } from './lesson-glosses.ts';

/** Goes to the first step of the open lesson, and folds what lies between its steps. */
export function showSteps(set: SetState, get: GetState): void {
  const now = lessonNow(get());
  const rows = [...(now?.at.keys() ?? [])];
  const [first] = rows;
  if (now === null || first === undefined) return;
  const marks = marksOf(now.trace);
  const is = (bit: number) => (row: number) => ((marks[row] ?? 0) & bit) !== 0;
  const learned = 'What earlier lessons show';
  const lines = lessonFolds(now.trace, rows, is(MARK.violation), is(MARK.error), learned);
  set({ folds: lines.length === 0 ? null : { of: now.trace, lines, level: 'steps' } });
  get().seek(first);
}
