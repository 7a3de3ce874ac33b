import type { Problem, Result } from '../base/result.ts';
import type { Progress } from '../import/open.ts';
import type { OpenRecording } from './recording.ts';

/** Reading under way. */
export interface ReadingJob {
  /** Never rejects. Never settles after `cancel`. */
  readonly done: Promise<Result<OpenRecording>>;
  cancel(): void;
}

/** What a reader tells while it reads; `checking` once the last byte is read. */
export type Tell = (progress: Progress & { readonly checking: boolean }) => void;

/** What the store asks for recordings. Tests give it a small one. */
export interface Recorder {
  read(source: Blob | string, name: string, tell: Tell): ReadingJob;
  /** The text of a recording that ships; rejects where it cannot be loaded. */
  shipped(name: string): Promise<string>;
}

/** What the worker is given. */
export interface ToWorker {
  readonly source: Blob | string;
  readonly name: string;
}

/** What the worker says. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress & { readonly checking: boolean } }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'recording'; readonly recording: import('./recording-packed.ts').PackedOpen };

/** Reads in a worker, so that the page stays responsive. Nothing of the importers is loaded before the first recording. */
export const RECORDER: Recorder = {
  read(source, name, tell) {
    const worker = new Worker(new URL('./open-worker.ts', import.meta.url), { type: 'module' });
    const done = new Promise<Result<OpenRecording>>((resolve) => {
      const broke = (what: string): void => {
        worker.terminate();
        resolve({ ok: false, error: { what, where: '', remedy: 'Open a smaller part of it, or reload the page.' } });
      };
      worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
        if (data.kind === 'progress') {
          tell(data.progress);
          return;
        }
        worker.terminate();
        if (data.kind === 'problem') resolve({ ok: false, error: data.problem });
        else {
          const { unpackOpen } = await import('./recording-packed.ts');
          resolve({ ok: true, value: unpackOpen(data.recording, name, sizeOf(source)) });
        }
      };
      worker.onmessageerror = () => broke('What was read could not be handed to the page.');
      worker.onerror = (e) => {
        e.preventDefault();
        broke(`The reading stopped: ${e.message || 'the worker could not be started'}.`);
      };
      worker.postMessage({ source, name } satisfies ToWorker);
    });
    return { done, cancel: () => worker.terminate() };
  },
  async shipped(name) {
    const { loadShipped } = await import('./recordings-shipped.ts');
    return loadShipped(name);
  },
};

/** Bytes of a file, or of a text in UTF-8: what the progress is measured by. */
export const sizeOf = (source: Blob | string): number =>
  typeof source === 'string' ? new Blob([source]).size : source.size;
