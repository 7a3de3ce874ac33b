import { type Eventually, when } from '../../base/eventually.ts';
import { type Platform, platformText } from '../../scenario/platform.ts';
import type { Scenario } from '../../scenario/types.ts';
import { REVISION_IDS } from '../../stack/linux/revisions.ts';
import type { ScopeState } from '../state.ts';
import type { Future } from './session.ts';

/** A driver and a secure world. */
export type Place = Required<Platform>;

/** Two that are compared, in the order in which they stand side by side. */
export type Places = readonly [Place, Place];

export const samePlace = (a: Place, b: Place): boolean => a.driver === b.driver && a.secure === b.secure;

/** The same scenario on two of them, each a future of what is open. */
export interface PlacePair {
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

/** Is this the same scenario but for where it runs? Futures share what an edit did not touch. */
const sameBut = (a: Scenario, b: Scenario): boolean =>
  (Object.keys(a) as (keyof Scenario)[]).every(
    (field) => field === 'driver' || field === 'secure' || a[field] === b[field],
  );

/** The newest future that is the open scenario there, the open one among them. */
function futureOn(s: Pick<ScopeState, 'current' | 'futures'>, place: Place): Future | undefined {
  const { current, futures } = s;
  if (current === null || samePlace(current.scenario, place)) return current ?? undefined;
  return futures.findLast(({ scenario }) => samePlace(scenario, place) && sameBut(scenario, current.scenario));
}

/** The futures of the open scenario on these two; null where one is not there yet. */
export function placePair(s: Pick<ScopeState, 'current' | 'futures'>, places: Places): PlacePair | null {
  const [left, right] = places.map((place) => futureOn(s, place));
  return left === undefined || right === undefined ? null : { left, right };
}

/**
 * Makes the futures of the open scenario that are not there yet, with the same actions, faults and choices, one for each of
 * these. The one that is made last is shown, forked from the one that was shown before.
 */
export function comparePlaces(get: () => ScopeState, [first, second]: Places): Eventually<void> {
  const make = (place: Place): Eventually<void> => {
    const { current } = get();
    if (current === null || futureOn(get(), place) !== undefined) return undefined;
    const { driver, secure } = current.scenario;
    const world = place.secure === secure ? '' : platformText({ secure: place.secure });
    const title = place.driver === driver ? '' : `Driver ${place.driver}`;
    return get().edit(place, [title, world].filter((part) => part !== '').join(', '));
  };
  return when(make(first), () => make(second));
}
