import type { Op } from '../sim/effects.ts';
import type { CountOf, Occurrences } from '../sim/fault.ts';
import type { Policy } from '../sim/policy.ts';
import type { Listener } from '../sim/recorder.ts';
import type { Setup } from '../sim/setup.ts';

/** A machine at a moment at which nothing runs, for other runs to go on from. */
export interface Resting {
  readonly setup: Setup;
  /** How many groups of actions had started. */
  readonly started: number;
  readonly together: number;
  /** How often the places of its faults had come. */
  readonly before: CountOf;
}

/** Rows after which a run is stopped: far above any scenario that a person reads; 30 bytes each, so a tab survives it. */
export const MAX_ROWS = 1_000_000;

/** How a machine is run, beyond what the scenario says. */
export interface RunOptions {
  /** At least 1; MAX_ROWS when absent. */
  readonly maxRows?: number;
  /** Who runs, where more than one could; the scenario's `choices` when absent. */
  readonly policy?: Policy;
  /** Footprints of steps and keys of states are wanted. */
  readonly watched?: boolean;
  /** An actor that changes something without an effect throws. For tests. */
  readonly frozen?: boolean;
  /** Rows are not kept but told to this: a run of which only the end is wanted. */
  readonly listener?: Listener;
  /** The run goes on from there: a run of the same machine, whose faults may have been others as far as none had struck. */
  readonly from?: Resting;
  /** Is told of everything at which a fault could strike, where it comes. */
  readonly seen?: Occurrences;
  /** All is acted, and nothing told again that is known (known-run.ts): the same rows, slowly. For tests. */
  readonly isActed?: boolean;
  /** Puts into memory, before the first row, what a scenario cannot say. */
  readonly before?: () => Op<void>;
}
