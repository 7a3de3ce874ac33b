import type { Footprint } from './footprint.ts';

/** What could run next: a context that goes on, or an interrupt that a CPU takes. */
export interface Candidate {
  readonly kind: 'context' | 'interrupt';
  /** The context's id (Self), or the interrupt's name and CPU: the same in each run that came to the same state. */
  readonly id: string;
  /** As rows and menus name it: `insmod optee on CPU 0`. */
  readonly name: string;
  readonly cpu: number;
}

/** What a policy may look at. */
export interface PolicyState {
  /** How many rows the run has. */
  readonly rows: number;
  /** Which choice this is, from 0. */
  readonly choice: number;
  /** The key of the state (Kernel.stateKey); only of a run that is watched. */
  readonly key: () => string;
  /** What the step before read and wrote; null before the first, and in a run that is not watched. */
  readonly last: Footprint | null;
}

/** Who runs, where more than one could. */
export interface Policy {
  /**
   * The index of one of the candidates, of which there are two or more, the default first; or `pause`: the run stops
   * here, and asks again when it is resumed. Any other number is a problem that the run states and ends with.
   */
  next(candidates: readonly Candidate[], state: PolicyState): number | 'pause';
}

/** What runs goes on; what is ready comes in the order in which it became so. */
export const DEFAULT_POLICY: Policy = { next: () => 0 };

/** An interleaving, as a scenario carries it: one index a choice, and the default after the last. */
export const listed = (choices: readonly number[]): Policy =>
  choices.length === 0 ? DEFAULT_POLICY : { next: (_candidates, { choice }) => choices[choice] ?? 0 };
