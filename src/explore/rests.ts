import type { Outcome } from '../scenario/types.ts';
import type { Resting } from '../stack/run-options.ts';

/** An event that has happened, so that a scenario can say it. */
export interface Arrived {
  readonly event: number;
  /** How many groups of the scenario's own actions had started. */
  readonly started: number;
  /** The last row before it; null where nothing ran, and it happens by itself. */
  readonly after: number | null;
}

/** An attempt at a moment at which nothing runs: others that are equal to it up to there begin with it. */
export interface Rest {
  readonly resting: Resting;
  readonly steps: number;
  readonly arrived: readonly Arrived[];
  readonly chosen: readonly string[];
  readonly violations: Outcome['violations'];
}

/** A rest that may have been given up since, and the one before it in its run. */
export interface KeptRest {
  rest: Rest | null;
  readonly before: KeptRest | null;
}

/** One takes some 50 kB. */
const MOST = 500;

/** Keeps the rests that were made last: a run whose own one was given up begins with the one before it. */
export class Rests {
  readonly #kept: KeptRest[] = [];

  keep(rest: Rest, before: KeptRest | null): KeptRest {
    const kept = { rest, before };
    this.#kept.push(kept);
    const oldest = this.#kept.length > MOST ? this.#kept.shift() : undefined;
    if (oldest !== undefined) oldest.rest = null;
    return kept;
  }
}

/** The latest of them that is still there; null: a run begins from zero. */
export function latestOf(kept: KeptRest | null): Rest | null {
  for (let k = kept; k !== null; k = k.before) if (k.rest !== null) return k.rest;
  return null;
}
