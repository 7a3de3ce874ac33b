import { fail, ok, type Result } from '../base/result.ts';
import { addFault } from '../scenario/fork.ts';
import { LIMITS } from '../scenario/limits.ts';
import type { Scenario } from '../scenario/types.ts';
import { Running, simulate } from '../stack/simulate.ts';
import type { Trace } from '../trace/trace.ts';
import type { Answer } from './answers.ts';
import { type End, type Ending, EndListener, endingOf } from './ending.ts';
import { answersAt, type Site, sitesOf } from './sites.ts';

/** A fault that was tried, and what came of it. */
export interface Tried {
  readonly site: Site;
  readonly answer: Answer;
  readonly ending: Ending;
  /** The row of the run with the fault at which it is worth to be opened. */
  readonly row: number;
  /** Equal for two faults of one place after which everything happens alike, but for registers and times. */
  readonly course: string;
}

/** What a sweep begins with: the run without a fault. */
export interface SweepBase {
  readonly scenario: Scenario;
  readonly end: End;
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
  return ok({ scenario, end: endOf(scenario), rows: ran.trace.length, places, total });
}

/** How a scenario ends. */
export function endOf(scenario: Scenario): End {
  const listener = new EndListener();
  const running = new Running(scenario, { listener });
  running.settle();
  return listener.end(running.result());
}

export const placesOf = (trace: Trace, { secure }: Scenario, from = 0): SweepBase['places'] =>
  sitesOf(trace, from).map(([site, target]) => ({ site, answers: answersAt(target, secure) }));

/** Tries every single fault, in the order of the rows. One result a step, so that whoever asks can show it or stop. */
export function* singleFaults(base: SweepBase): Generator<Tried, void> {
  for (const { site, answers } of base.places)
    for (const answer of answers) yield tryFault(base, base.end, base.scenario, site, answer);
}

/** Runs the scenario with one more fault, and tells its end beside `before`. */
export function tryFault(base: SweepBase, before: End, scenario: Scenario, site: Site, answer: Answer): Tried {
  const faulty = addFault(scenario, answer.fault);
  const listener = new EndListener(faulty.faults.indexOf(answer.fault), site.row);
  const running = new Running(faulty, { listener, maxRows: base.rows + LONGER });
  running.settle();
  const end = listener.end(running.result());
  const ending = endingOf(before, end);
  const row = ending.row ?? listener.struck ?? Math.min(site.row, running.kernel.rows - 1);
  return { site, answer, ending, row, course: listener.course };
}
