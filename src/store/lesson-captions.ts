import { captionRows } from '../scenario/gallery/caption-rows.ts';
import type { Run } from '../scenario/types.ts';
import { lessonAt } from './lessons.ts';
import type { ScopeState } from './state.ts';

const known = new WeakMap<Run, ReadonlyMap<number, string>>();
const NONE: ReadonlyMap<number, string> = new Map();

/** What the open lesson says at its rows. Empty where no lesson is open, and in futures that were changed or forked. */
export function lessonCaptions(s: ScopeState): ReadonlyMap<number, string> {
  const lesson = s.lesson === null ? undefined : lessonAt(s.lesson);
  if (s.tab !== 'simulate' || lesson === undefined || s.current === null || s.current.parent !== null) return NONE;
  const { run } = s.current;
  let captions = known.get(run);
  if (captions === undefined) {
    captions = new Map(captionRows(lesson, run.trace).map((c) => [c.row, c.text]));
    known.set(run, captions);
  }
  return captions;
}
