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

/** What the browsers say of a part that a worker asks for and does not get (Chromium and Firefox, WebKit). */
const PART_MISSING = /dynamically imported module|Importing a module script/;

/** What broke a worker, in the browser's words; empty where it was not started at all, because it or a part of it did not come. */
export const whatBroke = ({ message = '' }: Partial<Pick<ErrorEvent, 'message'>>): string =>
  PART_MISSING.test(message) ? '' : message;
