import { hashRandom } from '../base/hash-random.ts';
import type { TraceEvent } from '../trace/event.ts';

/** Nanoseconds: orders of magnitude of a fast machine, not a measurement. */
const COST: Record<TraceEvent['kind'], number> = {
  call: 600,
  return: 700,
  enter: 40,
  step: 120,
  irq: 300,
  change: 20,
  log: 900,
  choice: 0,
  violation: 0,
};

/** How long a row takes, in simulated nanoseconds: one part in four of jitter, so that times look like times, and reproducible. */
export const rowTime = (seed: number, row: number, kind: TraceEvent['kind']): number =>
  Math.round(COST[kind] * (0.75 + 0.5 * hashRandom(seed, row)));
