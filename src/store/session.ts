import { create } from 'zustand';
import type { Problem } from '../base/result.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { Fault } from '../sim/fault.ts';

/** One future: a scenario that has been run. The first is what was opened; each fault forks another. */
export interface Future {
  readonly id: number;
  /** What was done to get here: `The 4th BIND answers INVALID_PARAMETERS`. */
  readonly title: string;
  readonly run: Run;
  /** The future that this one was forked from, and the first row in which the two differ; null for the first. */
  readonly parent: { readonly id: number; readonly firstDifference: number } | null;
}

export interface SessionState {
  /** null until the first run is there. */
  readonly current: Future | null;
  /** The row under the cursor, 0..length-1; -1 in an empty trace. */
  readonly cursor: number;
  /** The register that is selected in the inspector, 0..7; null for none. */
  readonly register: number | null;
  /** What went wrong with what was last given to us (a link, JSON, an edit); the open scenario stays. */
  readonly problem: Problem | null;
  /** Opens a scenario in place of what is open; the cursor goes to `cursor`. */
  open(scenario: Scenario, cursor?: number): void;
  /** Runs the open scenario changed by `patch`; the cursor stays at its place as far as the rows are equal. */
  edit(patch: Partial<Scenario>, title: string): void;
  /** Adds a fault and runs again; the cursor stays at the row where it strikes. */
  inject(fault: Fault, title: string): void;
  seek(row: number): void;
  select(register: number | null): void;
  report(problem: Problem | null): void;
}

// The store is made in store/index (see there); this file is the contract between store and view.
export type SessionStore = ReturnType<typeof create<SessionState>>;
