import type { Lesson } from '../../lessons/lesson.ts';
import { firstPart } from '../parts.ts';

// The lessons are a chunk of their own, which is read once something is shown.
const gallery = firstPart(() => import('../../lessons/gallery.ts'));
let known: readonly Lesson[] = [];
let loading: Promise<readonly Lesson[]> | null = null;

/** The lesson at this position, where they have been loaded: whoever knows that a lesson is open has loaded them. */
export const lessonAt = (index: number): Lesson | undefined => known[index];

/** Every lesson that ships, in order. */
export function allLessons(): Promise<readonly Lesson[]> {
  loading ??= gallery().then(({ LESSONS }) => {
    known = LESSONS;
    return LESSONS;
  });
  return loading;
}
