import type { Finding } from './finding.ts';

/** What follows from a first cause: a message of its own, or a line that says how it went on. */
export interface Consequence {
  readonly line: number;
  readonly text: string;
  /** What it means there: a few words, and a sentence. */
  readonly says: string;
  /** A line that says that something works all the same. */
  readonly good: boolean;
  /** The message, where it is one; null for a line that only says how it went on. */
  readonly finding: Finding | null;
}

/** A first cause with all that follows from it. */
export interface Story {
  readonly first: Finding;
  /** The same message of the same cause with other numbers, below the first one. */
  readonly again: readonly Finding[];
  readonly consequences: readonly Consequence[];
}

/** What a text tells: one story for each cause that does not follow from another one, in the order of their lines. */
export interface FileStory {
  readonly lines: number;
  readonly stories: readonly Story[];
  /** Messages that need no action. */
  readonly harmless: readonly Finding[];
  /** Which row of the recording a line became; empty for a text that is no recording. */
  readonly rows: ReadonlyMap<number, number>;
}

/** Of a text that has not been read. */
export const NO_STORY: FileStory = { lines: 0, stories: [], harmless: [], rows: new Map() };
