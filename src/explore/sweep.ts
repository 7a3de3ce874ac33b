import { fail, ok, type Result } from '../base/result.ts';
import { LIMITS } from '../scenario/limits.ts';
import type { Scenario } from '../scenario/types.ts';
import { simulate } from '../stack/simulate.ts';
import type { Trace } from '../trace/trace.ts';
import type { Answer } from './answers.ts';
import { type Ending, endingOf } from './ending.ts';
import { Futures } from './futures.ts';
import { type Part, WHOLE } from './part.ts';
import { answersAt, type Site, sitesOf } from './sites.ts';
import { runWith } from './tried-run.ts';
import { Trunk } from './trunk.ts';

/** A fault that was tried, and what came of it. */
export interface Tried {
  readonly site: Site;
  readonly answer: Answer;
  readonly ending: Ending;
  /** The row of the run with the fault at which it is worth to be opened. */
  readonly row: number;
  /** Equal for two faults of one place after which everything happens alike, but for registers, times and which error it is. */
  readonly course: string;
}

/** What a sweep begins with: the run without a fault. */
export interface SweepBase {
  readonly scenario: Scenario;
  readonly rows: number;
  /** Every place with what is tried there. */
  readonly places: readonly { readonly site: Site; readonly answers: readonly Answer[] }[];
  /** How many runs there will be. */
  readonly total: number;
}

/** Above this a run has too many places for all of them to be tried. */
export const MAX_SWEPT_ROWS = 2_000;
/** A fault can make a run longer, but not without end. */
const LONGER = 20_000;

/** Runs the scenario as it is and finds every place where something can fail. Errors: a run that is too long. */
export function sweepBase(scenario: Scenario): Result<SweepBase> {
  const ran = simulate(scenario, MAX_SWEPT_ROWS);
  if (ran.problem !== null)
    return fail(ran.problem, 'the scenario', 'Take a scenario that can be followed to its end.');
  if (ran.trace.length >= MAX_SWEPT_ROWS)
    return fail(`the run has more than ${MAX_SWEPT_ROWS} rows.`, 'the scenario', 'Take one with fewer actions.');
  if (scenario.faults.length >= LIMITS.faults)
    return fail(`it has ${LIMITS.faults} faults already.`, 'the scenario', 'Take out one of them.');
  const places = placesOf(ran.trace, scenario);
  const total = places.reduce((n, { answers }) => n + answers.length, 0);
  return ok({ scenario, rows: ran.trace.length, places, total });
}

export const placesOf = (trace: Trace, { secure }: Scenario, from = 0): SweepBase['places'] =>
  sitesOf(trace, from).map(([site, target]) => ({ site, answers: answersAt(target, secure) }));

/**
 * Tries every single fault of a part (of all, if absent), in the order of the rows. One result a step, with the number of its
 * place, so that whoever asks can show it or stop.
 */
export function* singleFaults(base: SweepBase, { part, of }: Part = WHOLE): Generator<readonly [number, Tried], void> {
  const futures = new Futures();
  const trunk = new Trunk(base.scenario, futures);
  for (const [at, { site, answers }] of base.places.entries())
    if (at % of === part) for (const answer of answers) yield [at, tryFault(base, trunk, futures, site, answer)];
}

/** All of them, at once. */
export const everySingle = (base: SweepBase): readonly Tried[] => Array.from(singleFaults(base), ([, tried]) => tried);

/** Tells the end of a scenario with one more fault beside that of the trunk, which is the scenario without it. */
export function tryFault(base: SweepBase, trunk: Trunk, futures: Futures, site: Site, answer: Answer): Tried {
  const { listener, last, rows } = runWith(trunk, futures, answer.fault, base.rows + LONGER);
  const ending = endingOf(trunk.end, listener.end(last));
  const row = ending.row ?? listener.struck ?? Math.min(site.row, rows - 1);
  return { site, answer, ending, row, course: listener.course };
}
