import type { Recorded } from './recorder.ts';
import type { Scheduled } from './scheduler.ts';

/** What is so at a moment at which nothing runs, for runs of machines that begin in the same way. */
export interface Setup {
  readonly recorded: Recorded;
  readonly scheduled: Scheduled;
  readonly memory: ReadonlyMap<string, unknown>;
}
