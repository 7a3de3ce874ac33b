import { type Eventually, when } from '../../base/eventually.ts';
import type { Scenario } from '../../scenario/types.ts';
import { type DriverRevision, REVISION_IDS } from '../../stack/linux/revisions.ts';
import type { ScopeState } from '../state.ts';
import type { Future } from './session.ts';

/** Two drivers that are compared, in the order in which they stand side by side. */
export type DriverNames = readonly [DriverRevision, DriverRevision];

/** The same scenario on two drivers, each a future of what is open. */
export interface DriverPair {
  readonly left: Future;
  readonly right: Future;
}

/** The driver of a scenario and the one before it in the list of revisions; the first one stands beside its successor. */
export function neighbours(driver: DriverRevision): DriverNames {
  const at = Math.max(REVISION_IDS.indexOf(driver), 1);
  return [REVISION_IDS[at - 1] ?? driver, REVISION_IDS[at] ?? driver];
}

/** Is this the same scenario but for the driver? Futures share what an edit did not touch. */
const sameBut = (a: Scenario, b: Scenario): boolean =>
  (Object.keys(a) as (keyof Scenario)[]).every((field) => field === 'driver' || a[field] === b[field]);

/** The newest future that is the open scenario on this driver, the open one among them. */
function futureOn(s: Pick<ScopeState, 'current' | 'futures'>, driver: DriverRevision): Future | undefined {
  const { current, futures } = s;
  if (current === null || current.scenario.driver === driver) return current ?? undefined;
  return futures.findLast(({ scenario }) => scenario.driver === driver && sameBut(scenario, current.scenario));
}

/** The futures of the open scenario on these two drivers; null where one is not there yet. */
export function driverPair(s: Pick<ScopeState, 'current' | 'futures'>, names: DriverNames): DriverPair | null {
  const [left, right] = names.map((driver) => futureOn(s, driver));
  return left === undefined || right === undefined ? null : { left, right };
}

/**
 * Makes the futures of the open scenario that are not there yet, with the same actions, faults and choices, one for each of
 * these drivers. The one that is made last is shown, forked from the one that was shown before.
 */
export function compareDrivers(get: () => ScopeState, [first, second]: DriverNames): Eventually<void> {
  const make = (driver: DriverRevision): Eventually<void> =>
    get().current !== null && futureOn(get(), driver) === undefined
      ? get().edit({ driver }, `Driver ${driver}`)
      : undefined;
  return when(make(first), () => make(second));
}
