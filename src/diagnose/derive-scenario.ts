import { LIMITS } from '../scenario/limits.ts';
import type { Trace } from '../trace/trace.ts';
import { checkTrace } from './check.ts';
import { Derivation } from './derivation.ts';
import { derivedFaults } from './derive-faults.ts';
import { choicesInOrder } from './order-of-calls.ts';
import { Profile } from './profile.ts';
import { hasTwoPartitions, isSignalled, secureWorldIn } from './secure-world-of.ts';
import type { ScenarioJson } from './symptoms/symptom.ts';
import type { Verdict } from './verdict.ts';

/** A scenario that explains a recording. */
export interface Derived {
  readonly scenario: ScenarioJson;
  /** How many actions at the beginning are not in the recording: what must have happened before it. */
  readonly before: number;
  /** What could not be told from the recording, as sentences. */
  readonly notes: readonly string[];
}

/**
 * The scenario whose run should look like this recording: the actions that its calls and functions show, what OP-TEE
 * said of itself, the ids that were taken, and a fault for each departure. It takes the driver whose calls are nearest, and the
 * secure world that the answers speak for.
 * `departures`: those of checkTrace with the profile of that secure world, where they are known already.
 */
export function deriveScenario(
  trace: Trace,
  title: string,
  departures: readonly Verdict[] = checkTrace(trace, new Profile(secureWorldIn(trace))).departures,
): Derived {
  const d = new Derivation(trace);
  for (const e of trace.rows()) d.row(e);
  const before = d.missingBefore();
  const actions = [...before, ...d.actions];
  const faults = before.length === 0 ? derivedFaults(trace, departures) : [];
  const notes: string[] = [];
  if (before.length > 0) notes.push('The recording begins after a probe that it does not show.');
  if (before.length > 0 && departures.length > 0)
    notes.push('Departures are not put in: their count of calls is not known.');
  const count = before.length + d.count;
  if (count > LIMITS.actions) notes.push(`Only the first ${LIMITS.actions} of ${count} actions are taken.`);
  if (before.length === 0 && departures.length > LIMITS.faults)
    notes.push(`Only the first ${LIMITS.faults} of ${departures.length} departures are put in.`);
  if (actions.length === 0) notes.push('The recording shows no action that the model knows.');
  const scenario: ScenarioJson = {
    v: 1,
    title: title.slice(0, 200),
    driver: d.driver.driver,
    secure: secureWorldIn(trace).id,
    ...(isSignalled(trace) ? { nsInterrupts: 'signalled' } : {}),
    ...(hasTwoPartitions(trace) ? { partitions: 2 } : {}),
    cpus: Math.min(8, Math.max(1, d.cpus)),
    gic: d.isGicMissing() ? 2 : 3,
    ...(d.optee.size === 0 ? {} : { optee: Object.fromEntries(d.optee) }),
    bound: d.bound,
    ...(d.held.length === 0 ? {} : { held: d.held }),
    actions: actions.slice(0, LIMITS.actions),
    ...(faults.length === 0 ? {} : { faults }),
  };
  const choices = choicesInOrder(trace, scenario, before.length);
  return { scenario: choices.length === 0 ? scenario : { ...scenario, choices }, before: before.length, notes };
}
