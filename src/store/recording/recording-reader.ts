import { when } from '../../base/eventually.ts';
import type { Result } from '../../base/result.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import { firstPart, latePart } from '../parts.ts';
import { isLive, type LiveSource } from './live/live-source.ts';
import type { Hearer, ReadingJob } from './reading-protocol.ts';
import type { OpenRecording } from './recording.ts';

type Reader = typeof import('./reading-worker.ts');
let loaded: Reader | null = null;
const loadReader = firstPart(async () => {
  loaded = await import('./reading-worker.ts');
  return loaded;
});
const shippedTexts = firstPart(() => import('./recordings-shipped.ts'));
const counterpartRunner = latePart(() => import('./counterpart-runner.ts'));

/** What the store asks for recordings. Tests give it a small one. */
export interface Recorder {
  read(source: Blob | string | LiveSource, name: string, hearer: Hearer): ReadingJob;
  /** The text of a recording that ships; rejects where it cannot be loaded. */
  shipped(name: string): Promise<string>;
  /** Runs the scenario that explains a recording beside it. Never rejects. */
  counterpart(recording: OpenRecording): Promise<Result<Counterpart>>;
}

/** Reads in a worker, so that the page stays responsive. Nothing of that is loaded before the first recording. */
export const RECORDER: Recorder = {
  read(source, name, hearer) {
    let job: ReadingJob | null = null;
    let isCancelled = false;
    let isEnough = false;
    const begin = ({ readInWorker }: Reader): Promise<Result<OpenRecording>> => {
      if (isCancelled) return new Promise<Result<OpenRecording>>(() => undefined);
      job = readInWorker(source, name, hearer);
      if (isEnough) job.enough();
      return job.done;
    };
    const done = when(loaded ?? loadReader(), begin);
    return {
      done: Promise.resolve(done),
      enough() {
        isEnough = true;
        job?.enough();
      },
      cancel() {
        isCancelled = true;
        if (job !== null) job.cancel();
        else if (isLive(source)) void source.stop();
      },
    };
  },
  shipped: async (name) => (await shippedTexts()).loadShipped(name),
  counterpart: async (recording) => (await counterpartRunner()).runInWorker(recording),
};
