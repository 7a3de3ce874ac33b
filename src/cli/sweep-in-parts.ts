import type { Tried } from '../explore/sweep.ts';
import { type Groups, type SweepJob, sweepPart, together } from '../explore/sweep-part.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Threads } from './io.ts';

/** Single faults, or with `singles` pairs, a part in each of the threads. What comes of it does not depend on how many. */
export async function sweepInParts(
  scenario: Scenario,
  singles: readonly Tried[] | null,
  threads?: Threads,
): Promise<Groups> {
  const of = threads?.count ?? 1;
  const jobs = Array.from({ length: of }, (_, part): SweepJob => ({ scenario, singles, part, of }));
  if (threads === undefined || of === 1) return together(jobs.map(sweepPart));
  return together(await Promise.all(jobs.map((job) => threads.sweep(job))));
}
