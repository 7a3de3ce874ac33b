import type { OnRead } from './importer.ts';
import type { OpenFile } from './kernel-events/file-bytes.ts';
import type { Recording } from './recording.ts';

/** How far the reading of a file is. */
export interface Progress {
  /** Bytes taken from the source, compressed ones where it is compressed. */
  readonly bytes: number;
  readonly lines: number;
  readonly rows: number;
  /** Lines that were not understood. */
  readonly notUnderstood: number;
}

export interface OpenOptions {
  /** The same bytes as the source, where they can be had at any place: a binary file is then not held in memory. */
  readonly file?: OpenFile;
  /** Called after every piece; `soFar` answers the recording as it is then (importer.ts). */
  readonly onProgress?: (p: Progress, soFar: () => Recording | null) => void | Promise<void>;
  /** Asked before every piece: true ends the reading. */
  readonly cancelled?: () => boolean;
  /** Asked before every piece: true ends the reading, and what was read until then is the recording. */
  readonly enough?: () => boolean;
  /** The source grows while it is read: what a file is, is told by its first lines as they come. */
  readonly live?: boolean;
  /** The source is a console: text, whatever its first bytes look like (noise of a line, a board that is switched on). */
  readonly console?: boolean;
  /** Every line is read as text, also those that are known by their bytes: for what compares the two. */
  readonly asText?: boolean;
  /** Told each line of the log as it is read, without what a tool has put around it; `number` is the line of the file. */
  readonly onLine?: OnRead;
}
