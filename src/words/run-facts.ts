import { fixesText } from '../scenario/fixes-text.ts';
import type { Run } from '../scenario/types.ts';
import { revisionOf } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_FACTS } from '../stack/secure/facts.ts';
import { actionsText } from './action-words.ts';
import { faultText } from './fault-text.ts';

/** What a run is as a whole: the driver, the secure world, what was done. */
export function runText({ scenario }: Run): string {
  const { what } = revisionOf(scenario.driver);
  const secure = SECURE_WORLD_FACTS.find((f) => f.id === scenario.secure)?.name ?? scenario.secure;
  const actions = actionsText(scenario.actions);
  const fixes = fixesText(scenario);
  return `Linux driver ${scenario.driver} (${what}${fixes === '' ? '' : `, ${fixes}`}), ${secure} as the SPMC${actions === '' ? '' : `: ${actions}`}.`;
}

/** What was injected, and what is wrong with the run as a whole, each a sentence. */
export function outcomeTexts({ scenario, outcome }: Run): readonly string[] {
  return [
    ...(scenario.bound.length === 0 ? [] : [`Bound before the first row: ids ${scenario.bound.join(', ')}.`]),
    ...(scenario.held.length === 0 ? [] : [`Held by another driver: ids ${scenario.held.join(', ')}.`]),
    ...scenario.faults.map((f) => `Fault: ${faultText(f)}.`),
    ...outcome.violations.map((v) => `${v.rule} is broken in row ${v.row}: ${v.text}`),
    ...(outcome.hang === null ? [] : [`It hangs: ${outcome.hang}.`]),
    ...(outcome.leaks.length === 0 ? [] : [`Still held in the end: ${outcome.leaks.join(', ')}.`]),
  ];
}
