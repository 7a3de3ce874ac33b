import type { Problem, Result } from '../base/result.ts';
import type { OpenRecording } from './recording.ts';
import { type Part, PartReceiver } from './recording-parts.ts';
import type { Hearer, ReadingJob, ReadingProgress } from './recording-reader.ts';
import { sizeOf } from './source-size.ts';

/** What the worker is given: a source, then perhaps the word to end. */
export type ToWorker = { readonly source: Blob | string; readonly name: string } | 'enough';

/** What the worker says. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: ReadingProgress }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'part'; readonly part: Part; readonly progress: ReadingProgress | null };

/** Starts the worker that reads a recording (open-worker.ts), and hands on what it says. */
export function readInWorker(source: Blob | string, name: string, hearer: Hearer): ReadingJob {
  const worker = new Worker(new URL('./open-worker.ts', import.meta.url), { type: 'module' });
  const receiver = new PartReceiver(name, sizeOf(source));
  const done = new Promise<Result<OpenRecording>>((resolve) => {
    const end = (result: Result<OpenRecording>): void => {
      worker.terminate();
      resolve(result);
    };
    const broke = (what: string): void =>
      end({ ok: false, error: { what, where: '', remedy: 'Open a smaller part of it, or reload the page.' } });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind === 'progress') hearer.progress(data.progress);
      else if (data.kind === 'problem') end({ ok: false, error: data.problem });
      else {
        const recording = receiver.take(data.part);
        if (recording.complete) end({ ok: true, value: recording });
        else hearer.rows(recording, data.progress);
      }
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
    // A worker that has ended says nothing more: `done` stays open.
    cancel: () => worker.terminate(),
  };
}
