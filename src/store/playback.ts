/** What a jump looks for. */
export type JumpKind = 'fault' | 'error' | 'notification' | 'change' | 'action' | 'departure';

/** Rows a second at each speed that the page offers. */
export const SPEEDS: readonly { readonly label: string; readonly rowsPerSecond: number }[] = [
  { label: '½×', rowsPerSecond: 1 },
  { label: '1×', rowsPerSecond: 2 },
  { label: '2×', rowsPerSecond: 4 },
  { label: '4×', rowsPerSecond: 8 },
  { label: '10×', rowsPerSecond: 20 },
  { label: '25×', rowsPerSecond: 50 },
];

export const DEFAULT_SPEED = 1;

export interface PlaybackState {
  readonly playing: boolean;
  /** A position in SPEEDS. */
  readonly speed: number;
  /** What the last jump did not find, as a sentence; empty once the cursor moves. */
  readonly notFound: string;
  /** Plays from the cursor to the last row; from the first row where the cursor is at the end. */
  play(): void;
  pause(): void;
  setSpeed(speed: number): void;
  /** Moves the cursor by `delta` rows, as far as there are rows. */
  step(delta: number): void;
  first(): void;
  last(): void;
  /** Moves to the next row of this kind after the cursor (1) or before it (-1); answers whether there was one. */
  jump(kind: JumpKind, direction: 1 | -1): boolean;
}
