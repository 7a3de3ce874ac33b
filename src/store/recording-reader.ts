import type { Result } from '../base/result.ts';
import type { Progress } from '../import/open.ts';
import type { Modelled } from './modelled.ts';
import type { OpenRecording } from './recording.ts';

/** Reading under way. */
export interface ReadingJob {
  /** Never rejects. Never settles after `cancel`. */
  readonly done: Promise<Result<OpenRecording>>;
  /** Reads no further: what has been read is the recording. */
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

/** What the store asks for recordings. Tests give it a small one. */
export interface Recorder {
  read(source: Blob | string, name: string, hearer: Hearer): ReadingJob;
  /** The text of a recording that ships; rejects where it cannot be loaded. */
  shipped(name: string): Promise<string>;
  /** Runs the scenario that explains a recording beside it. Never rejects. */
  model(recording: OpenRecording): Promise<Result<Modelled>>;
}

/** Reads in a worker, so that the page stays responsive. Nothing of that is loaded before the first recording. */
export const RECORDER: Recorder = {
  read(source, name, hearer) {
    let job: ReadingJob | null = null;
    let isCancelled = false;
    const done = import('./reading-worker.ts').then(
      ({ readInWorker }) => {
        if (isCancelled) return new Promise<Result<OpenRecording>>(() => undefined);
        job = readInWorker(source, name, hearer);
        return job.done;
      },
      (): Result<OpenRecording> => ({
        ok: false,
        error: { what: 'What reads recordings cannot be loaded.', where: '', remedy: 'Reload the page.' },
      }),
    );
    return {
      done,
      enough: () => job?.enough(),
      cancel() {
        isCancelled = true;
        job?.cancel();
      },
    };
  },
  shipped: async (name) => (await import('./recordings-shipped.ts')).loadShipped(name),
  model: async (recording) => (await import('./recording-modeller.ts')).modelInWorker(recording),
};
