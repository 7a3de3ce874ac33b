import { probe } from '../../lessons/01-probe.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { numbered } from '../../lessons/numbered.ts';
import { latePart } from '../parts.ts';

// The page begins with the first lesson. The others are a chunk of their own: they are read when somebody asks.
const gallery = latePart(() => import('../../lessons/gallery.ts'));
let known: readonly Lesson[] = numbered([probe]);
let loading: Promise<readonly Lesson[]> | null = null;

/** The lesson at this position of those that have been loaded: the first is always there. */
export const lessonAt = (index: number): Lesson | undefined => known[index];

/** Every lesson that ships, in order. */
export function allLessons(): Promise<readonly Lesson[]> {
  loading ??= gallery().then(({ LESSONS }) => {
    known = LESSONS;
    return LESSONS;
  });
  return loading;
}
