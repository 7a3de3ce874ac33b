import type { Lesson, LessonText } from './lesson.ts';

/** The lessons in their order, numbered without a gap. */
export const numbered = (lessons: readonly LessonText[]): readonly Lesson[] =>
  lessons.map((lesson, i) => ({ number: i + 1, ...lesson }));
