import type { Result } from '../../base/result.ts';
import { startJob, whatBroke } from '../job.ts';
import { isLive, type LiveSource } from './live/live-source.ts';
import type { FromWorker, Hearer, ReadingJob, ToWorker } from './reading-protocol.ts';
import type { OpenRecording } from './recording.ts';
import { PartReceiver } from './recording-parts.ts';
import { sizeOf } from './source-size.ts';

/** Starts the worker that reads a recording (open-worker.ts), and hands on what it says. */
export function readInWorker(source: Blob | string | LiveSource, name: string, hearer: Hearer): ReadingJob {
  const worker = startJob('read');
  const receiver = new PartReceiver(name, sizeOf(source));
  const live = isLive(source) ? source : null;
  const post = (message: ToWorker): void => worker.postMessage(message);
  let read = 0;
  const done = new Promise<Result<OpenRecording>>((resolve) => {
    const end = (result: Result<OpenRecording>): void => {
      worker.terminate();
      void live?.stop();
      resolve(result);
    };
    const broke = (what: string, remedy = 'Open a smaller part of it, or reload the page.'): void =>
      end({ ok: false, error: { what, where: '', remedy } });
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.kind !== 'problem') read = data.progress?.bytes ?? read;
      if (data.kind === 'progress') hearer.progress(data.progress);
      else if (data.kind === 'problem') end({ ok: false, error: data.problem });
      else {
        const recording = receiver.take(data.part, live?.status.handed);
        if (recording.complete) end({ ok: true, value: recording });
        else hearer.rows(recording, data.progress);
      }
    };
    worker.onmessageerror = () => broke('What was read could not be handed to the page.');
    worker.onerror = (e) => {
      e.preventDefault();
      const why = whatBroke(e);
      if (why !== '') broke(`The reading stopped: ${why}.`);
      else broke('The reading stopped: its worker could not be started.', 'Open it again, or reload the page.');
    };
    if (isLive(source)) {
      post({ live: source.status.kind, name });
      source.start({ take: (more) => post({ more }), behind: () => source.status.handed - read });
    } else post({ source, name });
  });
  return {
    done,
    enough: () => {
      if (live === null) post('enough');
      else void live.stop().then(() => post('end'));
    },
    // A worker that has ended says nothing more: `done` stays open.
    cancel() {
      worker.terminate();
      void live?.stop();
    },
  };
}
