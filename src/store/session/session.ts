import type { Eventually } from '../../base/eventually.ts';
import type { Problem } from '../../base/result.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import type { Reaction } from '../../study/inject/reaction.ts';
import type { ReactionQuestion } from './run-protocol.ts';
import type { Shown } from './showing.ts';

/** One future: a scenario that has been run. The first is what was opened; each fault forks another. */
export interface Future {
  readonly id: number;
  /** What was done to get here: `The 4th BIND answers INVALID_PARAMETERS`. */
  readonly title: string;
  readonly scenario: Scenario;
  /** Its run. Throws where a long one was forgotten: of futures that are not shown only the rest may be asked. */
  readonly run: Run;
  /** The future that this one was forked from; null for the first. */
  readonly parent: Parent | null;
}

interface Parent {
  readonly id: number;
  /** The first row in which the two differ (where one is the beginning of the other, the shorter one's length); null for equal runs. */
  readonly firstDifference: number | null;
}

/** What was given to us and could not be opened: the error screen shows it where nothing else is open. */
export interface Refused {
  /** The link as it arrived. */
  readonly text: string;
  readonly problem: Problem;
}

export interface SessionState {
  /** null until the first run is there. */
  readonly current: Future | null;
  /** Every future since the last `open`, oldest first; at most MAX_FUTURES. */
  readonly futures: readonly Future[];
  /** The row under the cursor, 0..length-1; -1 in an empty trace. */
  readonly cursor: number;
  /** The register that is selected in the inspector, 0..7; null for none. */
  readonly register: number | null;
  /** What went wrong with what was last given to us (a link, JSON, an edit); the open scenario stays. */
  readonly problem: Problem | null;
  /** A damaged link that was opened while nothing else was; null otherwise. */
  readonly refused: Refused | null;
  /** Sentences about what was opened that a person should see (a link of an older model); empty for none. */
  readonly notes: readonly string[];
  /** The future that is shown beside `current`, by its id: the two are a pair. null while one is shown alone. */
  readonly beside: number | null;
  /** A scenario is being run: how many of its rows are here. null while none is. */
  readonly running: { readonly title: string; readonly rows: number } | null;
  /** The scenario of the run that is under way: what its controls show meanwhile. null while none is. */
  readonly wanted: Scenario | null;
  /**
   * What is here of a long run that is being opened: it is shown while the rest comes. null while none is. `current` is null
   * meanwhile: nothing can be changed about a run that is not over.
   */
  readonly arriving: Shown | null;
  /** Ends the run that is under way: what was open stays open. */
  stopRun(): void;
  /** The position in `lessons` of the lesson that is open, edited or not; null for none. */
  readonly lesson: number | null;
  /** It is being found out which lesson is open. */
  readonly naming: boolean;
  /** Opens a scenario in place of what is open; the cursor goes to `cursor`, and `notes` are sentences to show with it. */
  open(scenario: Scenario, cursor?: number, notes?: readonly string[]): Eventually<void>;
  /**
   * Opens the lesson at this position of `lessons`, or its variant of this name: at its first step, with what was learned
   * before and what lies between its steps folded. The first lesson is shown from its first row on.
   */
  openLesson(index: number, variant?: string): Promise<void>;
  /** Opens what a link carries. A damaged one is refused: the open scenario stays and `problem` says why. */
  openLink(text: string): Promise<void>;
  /** Runs the open scenario changed by `patch`; the cursor stays at its place as far as the rows are equal. */
  edit(patch: Partial<Scenario>, title: string): Eventually<void>;
  /** Runs this scenario as an edit of the open one; answers what is wrong with it, if anything is. */
  replace(scenario: Scenario, title: string): Eventually<Problem | null>;
  /** Adds a fault and runs again; the cursor goes to the first row that this changes. */
  inject(fault: Fault, title: string): Eventually<void>;
  /** What Linux makes of each of some answers to a call; null where nothing can be said of one. */
  reactions(asked: ReactionQuestion): Eventually<readonly (Reaction | null)[]>;
  /** Shows another of `futures` alone; the cursor goes to `row`, or stays at its place as far as the rows are equal. */
  show(id: number, row?: number): Eventually<void>;
  /** Shows this future beside the current one, the cursor where they part; null shows the current one alone. */
  showBeside(id: number | null): Eventually<void>;
  /** Of the two that are shown, this is the one that is looked at from now on, at `row`. */
  lookAt(id: number, row: number): void;
  /** Takes the last change of the shown run back: shows the run that it was forked from, at the same place. */
  undo(): Eventually<void>;
  /** Shows again what was taken back last, until something is changed anew. */
  redo(): Eventually<void>;
  /** Calls a future otherwise. */
  rename(id: number, title: string): void;
  /** Forgets a future; those that were forked from it hang on its parent then. The first stays. */
  remove(id: number): Eventually<void>;
  /** The link of the open scenario and its cursor: a whole address where the page has one. Empty while nothing is open. */
  link(): Promise<string>;
  seek(row: number): void;
  select(register: number | null): void;
  report(problem: Problem | null): void;
}
