import type { Recording } from '../recording.ts';

/** What the one who reads a binary file is told between two portions of it. */
export type Word = 'go' | 'enough' | 'cancelled';

/** How far a binary file is read. */
export interface Portion {
  /** The part of the records that are rows now, 0..1. */
  readonly share: number;
  readonly records: number;
  readonly rows: number;
  readonly notUnderstood: number;
}

/** Lets others hear of the reading, and end it. */
export interface Session {
  /** Why the bytes of the file end where they end; null where they are all there. */
  readonly trouble: string | null;
  portion(p: Portion, soFar: () => Recording): Promise<Word>;
}

/** So many records are read between two portions: some milliseconds. */
export const PORTION = 8192;
