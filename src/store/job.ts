import { watchLife } from './job-life.ts';
import type { Job } from './job-worker.ts';

/** Starts a worker for something that takes seconds: a recording is read, its counterpart is run, everything is tried. */
export function startJob(job: Job): Worker {
  // Locks are of all pages of this address: no two workers have one name.
  const name = [job, ...crypto.getRandomValues(new Uint32Array(2))].join(' ');
  const worker = new Worker(new URL('./job-worker.ts', import.meta.url), { type: 'module', name });
  watchLife(worker, name);
  return worker;
}
