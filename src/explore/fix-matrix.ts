import type { Scenario } from '../scenario/types.ts';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { type Situation, situations } from './situations.ts';
import { trial, type Wrong, type WrongThing } from './trial.ts';

/** One thing that is wrong with Linux 7.3, and which of the fixes it takes. */
export interface FixedDefect {
  /** `I8: OP-TEE signals id 0, which is not bound` */
  readonly text: string;
  /** Does it take an answer that no secure world may give? */
  readonly forbidden: boolean;
  /** Where it shows. */
  readonly situation: Situation;
  /** It is there without any fix; else only where some are on and others are not. */
  readonly isOld: boolean;
  /** Each of these ends it alone. */
  readonly endedBy: readonly FixId[];
  /** Without this one it is there, though all the others are on. */
  readonly backWithout: readonly FixId[];
  /** Where none ends it alone: the fewest that do together, found by leaving out one after the other. */
  readonly together: readonly FixId[];
}

/** Defects by fixes. */
export interface FixMatrix {
  readonly defects: readonly FixedDefect[];
  /** What is wrong in spite of every fix. */
  readonly left: readonly { readonly text: string; readonly situation: Situation }[];
}

/** How far it is: configurations of the driver that have been tried, in how many situations. */
export interface FixProgress {
  readonly done: number;
  readonly total: number;
  /** What has been found so far. */
  readonly defects: readonly FixedDefect[];
}

const but = (fix: FixId): readonly FixId[] => FIX_IDS.filter((id) => id !== fix);

/**
 * Which fix of the driver `fixed` ends what: each situation is tried with all of the fixes, with none, with each alone and
 * with all but each. Whatever driver the scenario names, it is `fixed` that is tried.
 */
export function* fixMatrix(
  scenario: Scenario,
  list: readonly Situation[] = situations(scenario),
): Generator<FixProgress, FixMatrix> {
  const total = list.length * (2 + 2 * FIX_IDS.length);
  let done = 0;
  const defects: FixedDefect[] = [];
  const tried = function* (situation: Situation, fixes: readonly FixId[]): Generator<FixProgress, Wrong> {
    const wrong = yield* within(trial(on(situation, fixes)), { done, total, defects: [...defects] });
    done++;
    return wrong;
  };
  const left: FixMatrix['left'][number][] = [];
  for (const situation of list) {
    const always = yield* tried(situation, FIX_IDS);
    for (const { text } of always.things.values()) left.push({ text, situation });
    const without = yield* tried(situation, []);
    const alone: [FixId, Wrong][] = [];
    const others: [FixId, Wrong][] = [];
    for (const id of FIX_IDS) {
      alone.push([id, yield* tried(situation, [id])]);
      others.push([id, yield* tried(situation, but(id))]);
    }
    const found = new Map<string, WrongThing>(without.things);
    for (const [, wrong] of others)
      for (const [kind, thing] of wrong.things) if (!found.has(kind)) found.set(kind, thing);
    for (const [kind, { text, forbidden }] of found) {
      if (always.things.has(kind)) continue;
      const isOld = without.things.has(kind);
      const endedBy = isOld ? alone.filter(([, wrong]) => isEnded(kind, without, wrong)).map(([id]) => id) : [];
      const backWithout = others.filter(([, wrong]) => wrong.things.has(kind)).map(([id]) => id);
      const together =
        isOld && endedBy.length === 0
          ? yield* fewest(situation, kind, without, { done, total, defects: [...defects] })
          : [];
      defects.push({ text, forbidden, situation, isOld, endedBy, backWithout, together });
    }
  }
  yield { done, total, defects };
  return { defects, left };
}

/** It is gone, and not because the task that showed it never comes there any more. */
function isEnded(kind: string, before: Wrong, after: Wrong): boolean {
  if (after.things.has(kind)) return false;
  const by = before.things.get(kind)?.by ?? [];
  return !by.some((fault) => after.hanging.has(fault) && !before.hanging.has(fault));
}

/** Leaves out one fix after the other as long as the thing does not come back. */
function* fewest(
  situation: Situation,
  kind: string,
  before: Wrong,
  at: FixProgress,
): Generator<FixProgress, readonly FixId[]> {
  let fixes: readonly FixId[] = FIX_IDS;
  for (const id of FIX_IDS) {
    const fewer = fixes.filter((f) => f !== id);
    const wrong = yield* within(trial(on(situation, fewer)), at);
    if (isEnded(kind, before, wrong)) fixes = fewer;
  }
  return fixes;
}

const on = (situation: Situation, fixes: readonly FixId[]): Situation => ({
  ...situation,
  scenario: { ...situation.scenario, driver: 'fixed', fixes },
});

function* within<T>(steps: Generator<void, T>, at: FixProgress): Generator<FixProgress, T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield at;
  }
}
