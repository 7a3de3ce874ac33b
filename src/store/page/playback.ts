import type { JumpKind } from '../../study/marks.ts';

/** Rows a second at each speed that the page offers. */
export const SPEEDS: readonly { readonly label: string; readonly rowsPerSecond: number }[] = [
  { label: '0.25×', rowsPerSecond: 0.5 },
  { label: '0.5×', rowsPerSecond: 1 },
  { label: '1×', rowsPerSecond: 2 },
  { label: '2×', rowsPerSecond: 4 },
  { label: '4×', rowsPerSecond: 8 },
  { label: '8×', rowsPerSecond: 16 },
];

export const DEFAULT_SPEED = 2;

/** Where a run to a row ends. */
export interface Until {
  readonly row: number;
  /** Where it began: a long way is run faster, so that it takes seconds and not minutes. */
  readonly from: number;
  /** Is there a breakpoint at this row? The run ends there. */
  readonly stops: (row: number) => boolean;
}

export interface PlaybackState {
  readonly playing: boolean;
  /** A position in SPEEDS. */
  readonly speed: number;
  /** The row that is played to; null while the run is played to its end. */
  readonly until: Until | null;
  /** What the last jump did not find, or where a run to a row was stopped, as a sentence; empty once the cursor moves. */
  readonly notFound: string;
  /** Plays from the cursor to the last row; from the first row where the cursor is at the end. */
  play(): void;
  pause(): void;
  /** Takes a position in SPEEDS, also for the next visit; any other number changes nothing. */
  setSpeed(speed: number): void;
  /** Plays to this row, forward or back, and stops at the breakpoints on the way. */
  runToRow(row: number): Promise<void>;
  /** Moves the cursor by `delta` rows, as far as there are rows. */
  step(delta: number): void;
  first(): void;
  last(): void;
  /** Moves to the next row of this kind after the cursor (1) or before it (-1); answers whether there was one. */
  jump(kind: JumpKind, direction: 1 | -1): boolean;
}
