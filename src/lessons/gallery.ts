import type { Scenario } from '../scenario/types.ts';
import { probe } from './01-probe.ts';
import { remove } from './02-remove.ts';
import { eaccesWalk } from './03-eacces-walk.ts';
import { allTaken } from './04-all-taken.ts';
import { permanentError } from './05-permanent-error.ts';
import { oldOptee } from './06-old-optee.ts';
import { notification } from './07-notification.ts';
import { twoWays } from './08-two-ways.ts';
import { coalescing } from './09-coalescing.ts';
import { largestValue } from './10-w6.ts';
import { sleeping } from './11-sleeping.ts';
import { manyMeanings } from './12-many-meanings.ts';
import { unbindPending } from './13-unbind-pending.ts';
import { afterRemove } from './14-after-remove.ts';
import { leakedWorkqueue } from './15-leaked-workqueue.ts';
import { probeHangs } from './16-probe-hangs.ts';
import { readsAsSuccess } from './17-reads-as-success.ts';
import { tooEarly } from './18-too-early.ts';
import { noBarrier } from './19-no-barrier.ts';
import { twoSpmcs } from './20-two-spmcs.ts';
import { noInterrupt } from './21-no-interrupt.ts';
import { outOfThreads } from './22-out-of-threads.ts';
import { kexec } from './23-kexec.ts';
import { oneBucket } from './24-one-bucket.ts';
import { firstVersion } from './28-first-version.ts';
import { toldOnce } from './29-told-once.ts';
import { kexecNow } from './30-kexec-now.ts';
import { coreFirst } from './31-core-first.ts';
import { deafConsole } from './32-deaf-console.ts';
import { secondPartition } from './35-second-partition.ts';
import { findItYourself } from './36-find-it-yourself.ts';
import type { Lesson } from './lesson.ts';
import { numbered } from './numbered.ts';

export { glossRows } from './gloss-rows.ts';
export type { Gloss, Lesson, Variant } from './lesson.ts';

/** The lessons that ship, in their order. */
export const LESSONS: readonly Lesson[] = numbered([
  probe,
  remove,
  eaccesWalk,
  allTaken,
  permanentError,
  oldOptee,
  notification,
  twoWays,
  coalescing,
  largestValue,
  sleeping,
  manyMeanings,
  unbindPending,
  afterRemove,
  leakedWorkqueue,
  probeHangs,
  readsAsSuccess,
  tooEarly,
  noBarrier,
  twoSpmcs,
  noInterrupt,
  outOfThreads,
  kexec,
  oneBucket,
  firstVersion,
  toldOnce,
  kexecNow,
  coreFirst,
  secondPartition,
  deafConsole,
  findItYourself,
]);

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
