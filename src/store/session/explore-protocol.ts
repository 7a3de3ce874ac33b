import type { Counterexample } from '../../explore/counterexample.ts';
import type { Part } from '../../explore/part.ts';
import type { SearchCounts } from '../../explore/search.ts';
import type { Site } from '../../explore/sites.ts';
import type { Situation } from '../../explore/situations.ts';
import type { StatePortion } from '../../explore/states/state-recorder.ts';
import type { WantedState } from '../../explore/states/way-to-state.ts';
import type { Tried } from '../../explore/sweep.ts';
import type { Wrong } from '../../explore/trial.ts';
import type { Scenario } from '../../scenario/types.ts';

/** What was tried, with the number of its place. */
export type PlacedTried = readonly [place: number, tried: Tried];

/** What the worker that tries everything is asked; one question a worker, but for trials. */
export type ToExplorer =
  | ({ readonly kind: 'sweep'; readonly scenario: Scenario } & Part)
  | { readonly kind: 'search'; readonly scenario: Scenario; readonly events: string; readonly bound: number }
  /** The way to a state that a search has found. */
  | {
      readonly kind: 'story';
      readonly scenario: Scenario;
      readonly events: string;
      readonly wanted: WantedState;
    }
  /** Whoever asks this may ask for the next one when it is answered. */
  | { readonly kind: 'trial'; readonly situation: Situation };

/** What it tells, as it comes. */
export type FromExplorer =
  | { readonly kind: 'places'; readonly sites: readonly Site[]; readonly total: number }
  | { readonly kind: 'tried'; readonly tried: readonly PlacedTried[] }
  | { readonly kind: 'counts'; readonly counts: SearchCounts }
  | { readonly kind: 'states'; readonly portion: StatePortion }
  | { readonly kind: 'found'; readonly story: Counterexample }
  | { readonly kind: 'wrong'; readonly wrong: Wrong }
  | { readonly kind: 'over' }
  /** A sentence: why nothing can be tried, or what went wrong. */
  | { readonly kind: 'refused'; readonly what: string };
