import type { Trace } from '../trace/trace.ts';
import type { Lesson } from './lesson.ts';

/** The glosses of a lesson with the rows where they stand in this trace, ascending; those without a row are left out. */
export function glossRows(lesson: Lesson, trace: Trace): readonly { readonly row: number; readonly text: string }[] {
  return lesson.glosses
    .flatMap(({ at, text }) => {
      const row = at(trace);
      return row === null ? [] : [{ row, text }];
    })
    .sort((a, b) => a.row - b.row);
}
