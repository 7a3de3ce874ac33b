// A thread runs the same program, which finds in its data what to do instead of a command.

import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Situation } from '../explore/situations.ts';
import type { SweepJob } from '../explore/sweep-part.ts';
import type { Threads } from './io.ts';

const IS_THREAD = 'ffa-scope: explore';

/** More would mostly wait for memory. */
const MOST = 8;

/** Threads of the program with this path, as many as there are cores. They are begun when the first job comes, and stay. */
export function threadsOf(program: string): Threads {
  const begun: Worker[] = [];
  const ask = async <T>(asked: Asked, number: number): Promise<T> => {
    begun[number] ??= new Worker(realpathSync(program), { workerData: IS_THREAD });
    const thread = begun[number] as Worker;
    thread.ref();
    thread.postMessage(asked);
    const [told] = (await once(thread, 'message')) as [T];
    // It does not keep the program from ending.
    thread.unref();
    return told;
  };
  return {
    count: Math.min(MOST, availableParallelism()),
    sweep: (job) => ask({ kind: 'sweep', job }, job.part),
    trial: (situation, thread) => ask({ kind: 'trial', situation }, thread),
  };
}

type Asked =
  | { readonly kind: 'sweep'; readonly job: SweepJob }
  | { readonly kind: 'trial'; readonly situation: Situation };

/** In such a thread: does what comes. False in the program itself. */
export async function workedAsThread(): Promise<boolean> {
  if (isMainThread || workerData !== IS_THREAD || parentPort === null) return false;
  const [{ sweepPart }, { trial }] = await Promise.all([
    import('../explore/sweep-part.ts'),
    import('../explore/trial.ts'),
  ]);
  const port = parentPort;
  port.on('message', (asked: Asked) =>
    port.postMessage(asked.kind === 'sweep' ? sweepPart(asked.job) : trial(asked.situation)),
  );
  return true;
}
