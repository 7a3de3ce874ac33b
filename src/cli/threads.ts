// A thread runs the same program, which finds in its data what to do instead of a command.

import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Groups, SweepJob } from '../explore/sweep-part.ts';
import type { Threads } from './io.ts';

const IS_THREAD = 'ffa-scope: sweep';

/** More would mostly wait for memory. */
const MOST = 8;

/** Threads of the program with this path, as many as there are cores. They are begun when the first job comes, and stay. */
export function threadsOf(program: string): Threads {
  const begun: Worker[] = [];
  return {
    count: Math.min(MOST, availableParallelism()),
    async sweep(job) {
      begun[job.part] ??= new Worker(realpathSync(program), { workerData: IS_THREAD });
      const thread = begun[job.part] as Worker;
      thread.ref();
      thread.postMessage(job);
      const [groups] = (await once(thread, 'message')) as [Groups];
      // It does not keep the program from ending.
      thread.unref();
      return groups;
    },
  };
}

/** In such a thread: does what comes. False in the program itself. */
export async function workedAsThread(): Promise<boolean> {
  if (isMainThread || workerData !== IS_THREAD || parentPort === null) return false;
  const { sweepPart } = await import('../explore/sweep-part.ts');
  const port = parentPort;
  port.on('message', (job: SweepJob) => port.postMessage(sweepPart(job)));
  return true;
}
