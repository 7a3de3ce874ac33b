import type { Place } from '../sim/control.ts';
import type { KeptRest } from './rests.ts';

/**
 * What makes a run another than the default one: at a step somebody else runs, or something happens. Steps are counted from
 * the beginning of the run; those before the last turn are the same in every run that shares it.
 */
export type Turn =
  /** The candidate with this id runs (sim/policy.ts). */
  | { readonly at: number; readonly take: string }
  /** The event with this index happens. */
  | { readonly at: number; readonly event: number };

/** A run, as the turns that lead to it: the last one, and the run that it was taken from. */
export interface Branch {
  /** What the generators had been told before the step of this turn (Kernel.told); null for the default run. */
  readonly told: ReadonlyMap<string, Place> | null;
  /** The last moment before this turn at which nothing ran; null for none. */
  readonly rest: KeptRest | null;
  readonly from: Branch | null;
  readonly turn: Turn | null;
  /** How often somebody was pushed aside who could have gone on. */
  readonly cost: number;
  /** The number of the state in which this turn is taken; -1 for none. */
  readonly state: number;
  /** What a watcher calls this choice; -1 where nobody watches. */
  readonly choice: number;
}

/** The default run. */
export const TRUNK: Branch = { told: null, rest: null, from: null, turn: null, cost: 0, state: -1, choice: -1 };

/** The turns of a run, in order. */
export function turnsOf(branch: Branch): readonly Turn[] {
  const turns: Turn[] = [];
  for (let b: Branch | null = branch; b !== null; b = b.from) if (b.turn !== null) turns.push(b.turn);
  return turns.reverse();
}
