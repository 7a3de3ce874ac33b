import { type Eventually, when } from '../../base/eventually.ts';
import { onPlatform, type Platform, platformText } from '../../scenario/platform.ts';
import type { Scenario } from '../../scenario/types.ts';
import { REVISION_IDS } from '../../stack/linux/revisions.ts';
import type { ScopeState } from '../state.ts';
import { sameScenario } from './scenario-key.ts';
import type { Future } from './session.ts';

/** A driver and a secure world. */
export type Place = Required<Platform>;

/** Two that are compared, in the order in which they stand side by side. */
export type Places = readonly [Place, Place];

export const samePlace = (a: Place, b: Place): boolean => a.driver === b.driver && a.secure === b.secure;

/** Two scenarios, or one in two places, each a future of what is open. */
export interface FuturePair {
  readonly left: Future;
  readonly right: Future;
}

/** The driver of a scenario and the one before it in the list of revisions, in its secure world; the first stands beside its successor. */
export function neighbours({ driver, secure }: Place): Places {
  const at = Math.max(REVISION_IDS.indexOf(driver), 1);
  return [
    { driver: REVISION_IDS[at - 1] ?? driver, secure },
    { driver: REVISION_IDS[at] ?? driver, secure },
  ];
}

/** Two scenarios that are compared, in the order in which they stand side by side. */
export type Scenarios = readonly [Scenario, Scenario];

/** The newest future that is this scenario, the open one before all others. */
function futureOf({ current, futures }: Pick<ScopeState, 'current' | 'futures'>, scenario: Scenario): Future | null {
  const is = (f: Future): boolean => sameScenario([f.scenario, scenario]);
  return current !== null && is(current) ? current : (futures.findLast(is) ?? null);
}

/** The futures of these two; null where one is not there yet. */
export function futurePair(s: Pick<ScopeState, 'current' | 'futures'>, [a, b]: Scenarios): FuturePair | null {
  const [left, right] = [futureOf(s, a), futureOf(s, b)];
  return left === null || right === null ? null : { left, right };
}

/**
 * Makes the futures of these two that are not there yet. The one that is made last is shown, forked from the one that was
 * shown before.
 */
export function compareScenarios(get: () => ScopeState, [first, second]: Scenarios): Eventually<void> {
  const make = (scenario: Scenario): Eventually<unknown> =>
    futureOf(get(), scenario) === null ? get().replace(scenario, titleBeside(get().current, scenario)) : undefined;
  return when(make(first), () => when(make(second), () => undefined));
}

/** What tells a scenario apart from the one that is shown: where it runs, or else its title. */
function titleBeside(current: Future | null, scenario: Scenario): string {
  const open = current?.scenario;
  const { driver, secure, title } = scenario;
  const elsewhere = [
    ...(open?.driver === driver ? [] : [`Driver ${driver}`]),
    ...(open?.secure === secure ? [] : [platformText({ secure })]),
  ].join(', ');
  const same = open !== undefined && sameScenario([onPlatform(scenario, open), open]);
  return same && elsewhere !== '' ? elsewhere : title === '' ? 'Another scenario' : title;
}
