import { glossRows } from '../../lessons/gloss-rows.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Run } from '../../scenario/types.ts';
import type { ScopeState } from '../state.ts';
import { lessonAt } from './lessons.ts';

interface Glosses {
  readonly lesson: Lesson;
  readonly rows: ReadonlyMap<number, string>;
}

const known = new WeakMap<Run, Glosses>();
const NONE: ReadonlyMap<number, string> = new Map();

/** What the open lesson says at its rows. Empty where no lesson is open, and in futures that were changed or forked. */
export function lessonGlosses(s: ScopeState): ReadonlyMap<number, string> {
  const lesson = s.lesson === null ? undefined : lessonAt(s.lesson);
  if (s.tab !== 'simulate' || lesson === undefined || s.current === null || s.current.parent !== null) return NONE;
  const { run } = s.current;
  let glosses = known.get(run);
  // A run is there a moment before the lesson that it belongs to.
  if (glosses?.lesson !== lesson) {
    glosses = { lesson, rows: new Map(glossRows(lesson, run.trace).map((g) => [g.row, g.text])) };
    known.set(run, glosses);
  }
  return glosses.rows;
}
