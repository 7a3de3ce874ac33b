import type { Problem, Result } from '../base/result.ts';
import type { Progress } from '../import/open.ts';
import type { OpenRecording } from './recording.ts';
import type { Part } from './recording-parts.ts';

/** Reading under way. */
export interface ReadingJob {
  /** Never rejects. Never settles after `cancel`. */
  readonly done: Promise<Result<OpenRecording>>;
  /** Reads no further: what has been read is the recording. */
  enough(): void;
  cancel(): void;
}

/** How far a reading is; `checking` once the last byte is read. */
type ReadingProgress = Progress & { readonly checking: boolean };

/** Who hears of a reading. */
export interface Hearer {
  progress(progress: ReadingProgress): void;
  /** The recording as far as it has come: the rows that were told before, and more of them. */
  rows(recording: OpenRecording): void;
}

/** What the store asks for recordings. Tests give it a small one. */
export interface Recorder {
  read(source: Blob | string, name: string, hearer: Hearer): ReadingJob;
  /** The text of a recording that ships; rejects where it cannot be loaded. */
  shipped(name: string): Promise<string>;
}

/** What the worker is given: a source, then perhaps the word to end. */
export type ToWorker = { readonly source: Blob | string; readonly name: string } | 'enough';

/** What the worker says. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'part'; readonly part: Part };

/** Reads in a worker, so that the page stays responsive. Nothing of the importers is loaded before the first recording. */
export const RECORDER: Recorder = {
  read(source, name, hearer) {
    const worker = new Worker(new URL('./open-worker.ts', import.meta.url), { type: 'module' });
    const receiver = import('./recording-parts.ts').then((m) => new m.PartReceiver(name, sizeOf(source)));
    let isCancelled = false;
    const done = new Promise<Result<OpenRecording>>((resolve) => {
      const broke = (what: string): void => {
        worker.terminate();
        resolve({ ok: false, error: { what, where: '', remedy: 'Open a smaller part of it, or reload the page.' } });
      };
      const hear = async (said: FromWorker): Promise<void> => {
        if (said.kind === 'progress') hearer.progress(said.progress);
        else if (said.kind === 'problem') {
          worker.terminate();
          resolve({ ok: false, error: said.problem });
        } else {
          const recording = (await receiver).take(said.part);
          if (!recording.complete) hearer.rows(recording);
          else {
            worker.terminate();
            resolve({ ok: true, value: recording });
          }
        }
      };
      // One after the other: what takes parts is loaded with the first of them.
      let queue = Promise.resolve();
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        queue = queue
          .then(() => (isCancelled ? undefined : hear(data)))
          .catch((e: unknown) =>
            broke(`What was read cannot be shown: ${e instanceof Error ? e.message : String(e)}.`),
          );
      };
      worker.onmessageerror = () => broke('What was read could not be handed to the page.');
      worker.onerror = (e) => {
        e.preventDefault();
        broke(`The reading stopped: ${e.message || 'the worker could not be started'}.`);
      };
      worker.postMessage({ source, name } satisfies ToWorker);
    });
    return {
      done,
      enough: () => worker.postMessage('enough' satisfies ToWorker),
      cancel() {
        isCancelled = true;
        worker.terminate();
      },
    };
  },
  async shipped(name) {
    const { loadShipped } = await import('./recordings-shipped.ts');
    return loadShipped(name);
  },
};

/** Bytes of a file, or of a text in UTF-8: what the progress is measured by. */
export const sizeOf = (source: Blob | string): number =>
  typeof source === 'string' ? new Blob([source]).size : source.size;
