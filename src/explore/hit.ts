import type { Arrived } from './rests.ts';

/** Something that a run shows: a rule that breaks, or the state that was asked for. */
export interface Hit {
  /** The rule, or ASK. */
  readonly rule: string;
  readonly text: string;
  /** The row that shows it. */
  readonly row: number;
  readonly cost: number;
  /** How the run came there, as a scenario can say it. */
  readonly arrived: readonly Arrived[];
  readonly chosen: readonly string[];
}

/** The rule of a hit that is no broken rule: the state that was asked for. */
export const ASK = 'ASK';
