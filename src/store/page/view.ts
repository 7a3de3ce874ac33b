import type { Detail } from '../../export/subject.ts';
import type { FoldLine } from '../../layout/lines.ts';
import type { WorldSide } from '../../trace/actors.ts';
import type { Actor } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

export type RowSize = 'small' | 'normal' | 'large';

/** Rows of one trace that stand in one line each. */
export interface Folds {
  readonly of: Trace;
  readonly lines: readonly FoldLine[];
  /** The level of detail that they make; left out where a person folded by hand. */
  readonly level?: Level;
}

/** How much of a run is shown: what the export calls it, or of a lesson its steps with what lies around them. */
export type Level = Detail | 'steps';

/** A cell of the state that is watched along the whole run. */
export interface Pin {
  /** A key of trace/keys.ts, or `id:3` for a notification id. */
  readonly key: string;
  /** What the state calls it: `bound`, `id 3`. */
  readonly name: string;
}

/** How the diagram is drawn: nothing that changes a run. */
export interface ViewState {
  readonly rowSize: RowSize;
  /** Where much time passes between two rows there is more room between them. */
  readonly timeScale: boolean;
  /** Lanes that a person has hidden. */
  readonly hidden: readonly Actor[];
  /** Worlds whose lanes stand in one column. */
  readonly foldedWorlds: readonly WorldSide[];
  /** Cells that are watched, in the order in which they were pinned; at most MAX_PINS. */
  readonly pins: readonly Pin[];
  /** null: nothing is folded. */
  readonly folds: Folds | null;
  /** The level of detail that a person chose, for every run that is opened; a lesson shows its steps. */
  readonly level: Detail;
  setRowSize(size: RowSize): void;
  setTimeScale(on: boolean): Promise<void>;
  /** Hides a lane or shows it again; one lane of each world always stays. */
  toggleLane(actor: Actor): void;
  /** Folds the lanes of a world into one column, or unfolds them. */
  toggleWorld(side: WorldSide): void;
  /** Pins a cell of the state, or lets it go. */
  togglePin(pin: Pin): void;
  /** Folds the function around this row, or its phase where none encloses it; opens the fold that it is in. */
  foldAt(row: number): Promise<void>;
  /** Folds every outermost function, or every phase. */
  foldAll(what: 'functions' | 'phases'): Promise<void>;
  unfoldAll(): void;
  /** How the rows are drawn, as a link says it. */
  look(): Promise<string>;
  /** Draws the rows as a link says; nothing of it is kept for the next visit. */
  showLook(look: string): Promise<void>;
  /** Shows so much of the run. */
  setLevel(level: Level): Promise<void>;
  /** Shows more of the run (1), or less (-1), and says how much. */
  stepLevel(by: 1 | -1): Promise<void>;
}
