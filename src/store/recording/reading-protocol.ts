import type { Problem, Result } from '../../base/result.ts';
import type { Progress } from '../../import/open.ts';
import type { LiveStatus } from './live/live-source.ts';
import type { OpenRecording } from './recording.ts';
import type { Part } from './recording-parts.ts';

/** Reading under way. */
export interface ReadingJob {
  /** Never rejects. Never settles after `cancel`. */
  readonly done: Promise<Result<OpenRecording>>;
  /** Reads no further: what has been read is the recording. Of a live source, everything that has come. */
  enough(): void;
  cancel(): void;
}

/** How far a reading is; `checking` once the last byte is read. */
export type ReadingProgress = Progress & { readonly checking: boolean };

/** Who hears of a reading. */
export interface Hearer {
  progress(progress: ReadingProgress): void;
  /** The recording as far as it has come: the rows that were told before, and more of them; and how far the reading is. */
  rows(recording: OpenRecording, progress: ReadingProgress | null): void;
}

/**
 * What the worker is given: a source, then perhaps the word that it is enough. Or the kind of a live source, then its
 * bytes as they come, then the word that no more will come. Who is not asked yet may practise.
 */
export type ToWorker =
  | { readonly source: Blob | string; readonly name: string }
  | { readonly live: LiveStatus['kind']; readonly name: string }
  | { readonly more: Uint8Array }
  | 'end'
  | 'enough'
  | 'practise';

/** What the worker says. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'part'; readonly part: Part; readonly progress: ReadingProgress | null };
