import type { ByteReader } from './byte-reader.ts';
import type { Recording } from './recording.ts';

/** Reads one file's lines in order; never throws. */
export interface LineReader {
  line(text: string, number: number, cut: boolean): void;
  /** Rows so far, for the progress. */
  rows(): number;
  /** Lines so far that were not understood, for the progress. */
  notUnderstood(): number;
  /** What is read so far, as a recording that grows; null for a kind of file that is read at its end. */
  soFar(lines: number): Recording | null;
  finish(lines: number): Recording;
  /** Reads lines by their bytes, where it can; asked before `line`. */
  readonly byBytes?: ByteReader;
  /** Tells the lines of the log to `heard`, where they are not the lines of the file. */
  hears?(heard: OnRead): void;
}

/**
 * Told each line of a text as it is read, from 1, and how many rows there are with it. `text` is null for lines up to this
 * one that are events of a trace and stacks, and nothing else.
 */
export type OnRead = (text: string | null, number: number, rows: number) => void;

/** The first lines of a file, at most some hundred of them. */
export type Head = readonly string[];

/** One kind of file. `open` looks at the first lines and returns null for "not mine". */
export interface Importer {
  readonly what: string;
  open(head: Head): LineReader | null;
}
