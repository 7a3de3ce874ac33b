import { perPair } from '../../base/per-pair.ts';
import { type LessonStep, lessonSteps } from '../../lessons/gloss-rows.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Run } from '../../scenario/types.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ScopeState } from '../state.ts';
import { isOfLesson } from './lesson-of.ts';
import { lessonAt } from './lessons.ts';

export type { LessonStep } from '../../lessons/gloss-rows.ts';

/** A lesson in the run that is shown. */
export interface LessonNow {
  readonly lesson: Lesson;
  readonly trace: Trace;
  /** Its steps, in its order; those that this run does not have are without a row. */
  readonly steps: readonly LessonStep[];
  /** The steps that this run has, by their rows, ascending. */
  readonly at: ReadonlyMap<number, LessonStep>;
}

const of = perPair((run: Run, lesson: Lesson): LessonNow | null => {
  if (!isOfLesson(lesson, run.scenario)) return null;
  const steps = lessonSteps(lesson, run.trace);
  const rows = steps.flatMap((s) => (s.row === null ? [] : [[s.row, s] as const]));
  return { lesson, trace: run.trace, steps, at: new Map(rows.sort(([a], [b]) => a - b)) };
});

/** The open lesson with its steps; null where none is open, and in runs that were changed otherwise than by driver and world. */
export function lessonNow(s: Pick<ScopeState, 'lesson' | 'tab' | 'current'>): LessonNow | null {
  const lesson = s.lesson === null ? undefined : lessonAt(s.lesson);
  return s.tab !== 'simulate' || lesson === undefined || s.current === null ? null : of(s.current.run, lesson);
}

const NONE: ReadonlyMap<number, LessonStep> = new Map();

/** The steps of the open lesson by their rows in this trace; none for a trace that is not shown. */
export function stepsIn(
  s: Pick<ScopeState, 'lesson' | 'tab' | 'current'>,
  trace: Trace,
): ReadonlyMap<number, LessonStep> {
  const now = lessonNow(s);
  return now === null || now.trace !== trace ? NONE : now.at;
}
