import type { Trace } from '../trace/trace.ts';
import type { Lesson } from './lesson.ts';

/** A gloss in a run: a step of the lesson. */
export interface LessonStep {
  /** Its place among the glosses of the lesson, from 1. */
  readonly number: number;
  readonly name: string;
  readonly text: string;
  /** null where this run has no such row. */
  readonly row: number | null;
}

/** The steps of a lesson in this trace, in the order of the lesson. */
export const lessonSteps = (lesson: Lesson, trace: Trace): readonly LessonStep[] =>
  lesson.glosses.map(({ at, name, text }, i) => ({ number: i + 1, name, text, row: at(trace) }));

/** The glosses of a lesson with the rows where they stand in this trace, ascending; those without a row are left out. */
export const glossRows = (lesson: Lesson, trace: Trace): readonly { readonly row: number; readonly text: string }[] =>
  lessonSteps(lesson, trace)
    .flatMap(({ row, text }) => (row === null ? [] : [{ row, text }]))
    .sort((a, b) => a.row - b.row);
