import { perPair } from '../../base/per-pair.ts';
import { glossRows } from '../../lessons/gloss-rows.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Run } from '../../scenario/types.ts';
import type { ScopeState } from '../state.ts';
import { lessonAt } from './lessons.ts';

const NONE: ReadonlyMap<number, string> = new Map();

/** What this lesson says at the rows of this run. */
const rowsOf = perPair(
  (run: Run, lesson: Lesson): ReadonlyMap<number, string> =>
    new Map(glossRows(lesson, run.trace).map((g) => [g.row, g.text])),
);

/** What the open lesson says at its rows. Empty where no lesson is open, and in futures that were changed or forked. */
export function lessonGlosses(s: ScopeState): ReadonlyMap<number, string> {
  const lesson = s.lesson === null ? undefined : lessonAt(s.lesson);
  if (s.tab !== 'simulate' || lesson === undefined || s.current === null || s.current.parent !== null) return NONE;
  return rowsOf(s.current.run, lesson);
}
