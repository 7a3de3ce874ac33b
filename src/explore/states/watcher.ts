import type { Attempt } from '../attempt.ts';
import type { Turn } from '../turns.ts';

/** A state to which a step of a search has come. */
export interface Met {
  /** Its number, in the order in which states were found; and that of the state before it, -1 for none. */
  readonly state: number;
  readonly from: number;
  /** It was not known before. */
  readonly fresh: boolean;
  /** Who took the step, as rows name it; empty where an action began. */
  readonly by: string;
  /** The step was a turn: something happened, or somebody ran who would not have by default. */
  readonly turned: boolean;
  /** The rules that broke in this step, each as `I7: what is wrong`. */
  readonly broke: readonly string[];
  /** The run is at this state. */
  readonly attempt: Attempt;
  /** The turns of the run that lead here, without those that are still to come. */
  readonly way: Way;
}

/** The turns that lead to a state, the last first. */
export interface Way {
  readonly turn: Turn | null;
  readonly from: Way | null;
}

/** Hears what a search does: for pictures of it. Nothing of the search depends on it. */
export interface Watcher {
  met(met: Met): void;
  /** A run has ended in this state, and these rules are broken at its end. */
  ended(state: number, broke: readonly string[]): void;
  /** Something could be otherwise: `instead` could run, or happen, where `of` goes on. Answers a number for this choice. */
  choice(instead: string, of: string): number;
  /** It changes something, so it is to be tried. */
  kept(choice: number): void;
  /** It has been tried. */
  tried(choice: number): void;
}
