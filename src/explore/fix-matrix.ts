import type { Scenario } from '../scenario/types.ts';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { type Situation, situations } from './situations.ts';
import type { Wrong, WrongThing } from './trial.ts';

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

/** What is to be tried next, and how far it is before. What each brings is handed back in the same order. */
interface FixStep extends FixProgress {
  readonly jobs: readonly Situation[];
  /** Are these among those of which `total` is the number? */
  readonly counted: boolean;
}

const but = (fix: FixId): readonly FixId[] => FIX_IDS.filter((id) => id !== fix);

/** Each situation is tried with all of the fixes, with none, with each alone and with all but each: that many times. */
const TIMES = 2 + 2 * FIX_IDS.length;

/** Which fix of the driver `fixed` ends what, as a plan that somebody else carries out. */
function* fixPlan(list: readonly Situation[]): Generator<FixStep, FixMatrix, readonly Wrong[]> {
  const total = list.length * TIMES;
  const defects: FixedDefect[] = [];
  const left: FixMatrix['left'][number][] = [];
  for (const [n, situation] of list.entries()) {
    const at = { done: n * TIMES, total, defects: [...defects] };
    const jobs = [FIX_IDS, [], ...FIX_IDS.map((id) => [id]), ...FIX_IDS.map(but)].map((fixes) => on(situation, fixes));
    const [always, without, ...each] = (yield { ...at, jobs, counted: true }) as [Wrong, Wrong, ...Wrong[]];
    const alone = FIX_IDS.map((id, i) => [id, each[i] as Wrong] as const);
    const others = FIX_IDS.map((id, i) => [id, each[FIX_IDS.length + i] as Wrong] as const);
    for (const { text } of always.things.values()) left.push({ text, situation });
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
          ? yield* fewest(situation, kind, without, { done: at.done + TIMES, total, defects: [...defects] })
          : [];
      defects.push({ text, forbidden, situation, isOld, endedBy, backWithout, together });
    }
  }
  yield { done: total, total, defects, jobs: [], counted: true };
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
): Generator<FixStep, readonly FixId[], readonly Wrong[]> {
  let fixes: readonly FixId[] = FIX_IDS;
  for (const id of FIX_IDS) {
    const fewer = fixes.filter((f) => f !== id);
    const [wrong] = yield { ...at, jobs: [on(situation, fewer)], counted: false };
    if (isEnded(kind, before, wrong as Wrong)) fixes = fewer;
  }
  return fixes;
}

const on = (situation: Situation, fixes: readonly FixId[]): Situation => ({
  ...situation,
  scenario: { ...situation.scenario, driver: 'fixed', fixes },
});

/**
 * Which fix of the driver `fixed` ends what. Whatever driver the scenario names, it is `fixed` that is tried. So many at a time
 * are tried by `run`, each under its number from 0, which has one job at a time; what comes of it does not depend on how many
 * there are, nor on which of them is fast. Ends with what `run` throws.
 */
export async function fixMatrix(
  scenario: Scenario,
  { tell, run, workers, list = situations(scenario) }: FixWork,
): Promise<FixMatrix> {
  const plan = fixPlan(list);
  let step = plan.next([]);
  while (step.done !== true) {
    const { jobs, counted, ...at } = step.value;
    const wrongs: Wrong[] = [];
    let next = 0;
    let ended = 0;
    const work = async (worker: number): Promise<void> => {
      for (let job = next++; job < jobs.length; job = next++) {
        wrongs[job] = await run(jobs[job] as Situation, worker);
        ended++;
        if (counted) tell({ ...at, done: at.done + ended });
      }
    };
    if (jobs.length === 0) tell(at);
    await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
    step = plan.next(wrongs);
  }
  return step.value;
}

export interface FixWork {
  /** Is told how far it is. */
  readonly tell: (progress: FixProgress) => void;
  readonly run: (situation: Situation, worker: number) => Promise<Wrong>;
  readonly workers: number;
  /** All of a scenario's if absent. */
  readonly list?: readonly Situation[];
}
