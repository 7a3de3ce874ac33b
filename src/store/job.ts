import { watchLife } from './job-life.ts';
import type { Job } from './job-worker.ts';

/** How long after the end of a worker that was started ahead the next one is, in milliseconds: what it has done is drawn first. */
const PAUSE = 3000;

/** Workers that nobody has asked for yet: their scripts are read and run. */
const ahead = new Map<Job, { readonly worker: Worker; readonly first: unknown }>();

/** Starts a worker for something that takes seconds: a recording is read, its counterpart is run, everything is tried. */
export function startJob(job: Job): Worker {
  const ready = ahead.get(job);
  if (ready === undefined) return start(job);
  ahead.delete(job);
  const { worker, first } = ready;
  worker.onerror = null;
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    terminate();
    setTimeout(() => startJobAhead(job, first), PAUSE);
  };
  return worker;
}

/**
 * Starts the worker of a job before anybody asks for it, and tells it `first`: whoever asks finds it ready, and when that job
 * is over the next one is started. One of each job at most. One that does not come up, or that the browser ends meanwhile, is
 * forgotten: who needs it starts another.
 */
export function startJobAhead(job: Job, first: unknown): void {
  if (ahead.has(job)) return;
  const worker = start(job);
  worker.onerror = (e) => {
    e.preventDefault();
    if (ahead.get(job)?.worker === worker) ahead.delete(job);
  };
  ahead.set(job, { worker, first });
  worker.postMessage(first);
}

function start(job: Job): Worker {
  // Locks are of all pages of this address: no two workers have one name.
  const name = [job, ...crypto.getRandomValues(new Uint32Array(2))].join(' ');
  const worker = new Worker(new URL('./job-worker.ts', import.meta.url), { type: 'module', name });
  watchLife(worker, name);
  return worker;
}

/** What the browsers say of a part that a worker asks for and does not get (Chromium and Firefox, WebKit). */
const PART_MISSING = /dynamically imported module|Importing a module script/;

/** What broke a worker, in the browser's words; empty where it was not started at all, because it or a part of it did not come. */
export const whatBroke = ({ message = '' }: Partial<Pick<ErrorEvent, 'message'>>): string =>
  PART_MISSING.test(message) ? '' : message;
