import type { ChoicePoint } from '../sim/choice-point.ts';
import type { MachineConfig } from '../stack/config.ts';
import type { Args, Change, Rc } from '../trace/event.ts';
import type { History } from '../trace/history.ts';
import type { Trace } from '../trace/trace.ts';

/** A scenario with every default filled in. */
export interface Scenario extends MachineConfig {
  readonly v: 1;
  readonly title: string;
}

/** What `ffa-scope run --format outcome` prints; a contract with programs outside (README, "The command line"). */
export interface Outcome {
  /** What the last probe returned; null when none ran to its end. */
  readonly result: number | null;
  readonly bottom_half_value: number | 'U32_MAX' | null;
  /** The driver's steps at depth 0, inside probe or remove. */
  readonly steps: readonly (readonly [fn: string, args: Args, rc: Rc])[];
  /** Every call with its reply, in order of the calls; an unanswered call has a null reply. */
  readonly frames: readonly (readonly [call: readonly string[], reply: readonly string[] | null])[];
  readonly leaks: readonly string[];
  readonly log: readonly string[];
  readonly violations: readonly { readonly rule: string; readonly row: number; readonly text: string }[];
  readonly hang: string | null;
}

/** A scenario that has been run: the trace and everything derived from it. */
export interface Run {
  readonly scenario: Scenario;
  readonly trace: Trace;
  /** Cells of the world that are in place before the first row. */
  readonly start: readonly Change[];
  readonly history: History;
  readonly outcome: Outcome;
  /** Indexes of faults that never struck. */
  readonly missedFaults: readonly number[];
  /** Where more than one context could run, in order: entry i of the scenario's `choices` decides the i-th. */
  readonly choicePoints: readonly ChoicePoint[];
  /** Why the run ends where the scenario cannot be followed, in a sentence: a choice out of range. Null for nothing. */
  readonly problem: string | null;
}
