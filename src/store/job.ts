import type { Job } from './job-worker.ts';

/** Starts a worker for something that takes seconds: a recording is read, its counterpart is run, everything is tried. */
export const startJob = (name: Job): Worker =>
  new Worker(new URL('./job-worker.ts', import.meta.url), { type: 'module', name });
