import type { Site } from '../../explore/sites.ts';
import type { Tried } from '../../explore/sweep.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { FromExplorer, PlacedTried, ToExplorer } from './explore-protocol.ts';
import { type Exploring, explore } from './exploring.ts';

/** How far a sweep is. What was tried is in the order of its places, however many workers there are. */
export interface Swept {
  readonly sites: readonly Site[];
  readonly total: number;
  readonly tried: readonly Tried[];
  readonly running: boolean;
  /** Why it did not come to its end; empty where it did, or is still on its way. */
  readonly problem: string;
}

/** More would mostly wait for memory. */
const MOST = 4;

export const coresOf = ({ hardwareConcurrency }: Pick<Navigator, 'hardwareConcurrency'>): number =>
  Math.max(1, Math.min(MOST, hardwareConcurrency));

/** Tries every fault of a scenario in so many workers; `tell` is told how far it is, as it goes on. */
export function sweep(
  scenario: Scenario,
  tell: (more: Partial<Swept>) => void,
  of: number,
  ask: (asked: ToExplorer, hear: (told: FromExplorer) => void) => Exploring = explore,
): Exploring {
  const placed: PlacedTried[] = [];
  const parts: Exploring[] = [];
  let waiting = of;
  let ended = false;
  const stop = (): void => {
    ended = true;
    for (const part of parts) part.stop();
  };
  const hear = (told: FromExplorer): void => {
    if (ended) return;
    if (told.kind === 'places') tell({ sites: told.sites, total: told.total });
    else if (told.kind === 'tried') {
      placed.push(...told.tried);
      placed.sort(([a], [b]) => a - b);
      tell({ tried: placed.map(([, tried]) => tried) });
    } else if (told.kind === 'over') {
      waiting--;
      if (waiting === 0) tell({ running: false });
    } else if (told.kind === 'refused') {
      stop();
      tell({ running: false, problem: told.what });
    }
  };
  for (let part = 0; part < of && !ended; part++) parts.push(ask({ kind: 'sweep', scenario, part, of }, hear));
  return { stop };
}
