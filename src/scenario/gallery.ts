import { probe } from './gallery/01-probe.ts';
import { remove } from './gallery/02-remove.ts';
import { eaccesWalk } from './gallery/03-eacces-walk.ts';
import { allTaken } from './gallery/04-all-taken.ts';
import { permanentError } from './gallery/05-permanent-error.ts';
import { oldOptee } from './gallery/06-old-optee.ts';
import { notification } from './gallery/07-notification.ts';
import { twoWays } from './gallery/08-two-ways.ts';
import { coalescing } from './gallery/09-coalescing.ts';
import { sleeping } from './gallery/11-sleeping.ts';
import { unbindPending } from './gallery/13-unbind-pending.ts';
import { afterRemove } from './gallery/14-after-remove.ts';
import { tooEarly } from './gallery/18-too-early.ts';
import { noBarrier } from './gallery/19-no-barrier.ts';
import { kexec } from './gallery/23-kexec.ts';
import { oneBucket } from './gallery/24-one-bucket.ts';
import type { Lesson } from './gallery/lesson.ts';
import type { Scenario } from './types.ts';

export { captionRows } from './gallery/caption-rows.ts';
export type { Caption, Lesson, Variant } from './gallery/lesson.ts';

/** The lessons that ship, in their order. */
export const LESSONS: readonly Lesson[] = [
  probe,
  remove,
  eaccesWalk,
  allTaken,
  permanentError,
  oldOptee,
  notification,
  twoWays,
  coalescing,
  sleeping,
  unbindPending,
  afterRemove,
  tooEarly,
  noBarrier,
  kexec,
  oneBucket,
];

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
