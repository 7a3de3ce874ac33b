import { probe } from './gallery/01-probe.ts';
import { remove } from './gallery/02-remove.ts';
import { eaccesWalk } from './gallery/03-eacces-walk.ts';
import { allTaken } from './gallery/04-all-taken.ts';
import { permanentError } from './gallery/05-permanent-error.ts';
import { oldOptee } from './gallery/06-old-optee.ts';
import type { Lesson } from './gallery/lesson.ts';
import type { Scenario } from './types.ts';

export { type Caption, captionRows, type Lesson, type Variant } from './gallery/lesson.ts';

/** The lessons that ship, in their order. */
export const LESSONS: readonly Lesson[] = [probe, remove, eaccesWalk, allTaken, permanentError, oldOptee];

/** The lesson with this name or number; null for none. */
export function lessonByName(name: string): Lesson | null {
  return LESSONS.find((lesson) => lesson.name === name || String(lesson.number) === name) ?? null;
}

/** The scenario of the lesson or variant with this name; null for none. */
export function galleryScenario(name: string): Scenario | null {
  const variant = LESSONS.flatMap((lesson) => lesson.variants).find((v) => v.name === name);
  return lessonByName(name)?.scenario ?? variant?.scenario ?? null;
}

/** Every name that `galleryScenario` knows. */
export const GALLERY_NAMES: readonly string[] = LESSONS.flatMap((l) => [l.name, ...l.variants.map((v) => v.name)]);
