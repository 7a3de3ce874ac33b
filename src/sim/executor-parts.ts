import type { Look } from './effect.ts';
import type { FaultPlan } from './fault.ts';
import type { Fibers } from './fibers.ts';
import type { Watch } from './footprint.ts';
import type { Recorder } from './recorder.ts';
import type { Scheduler } from './scheduler.ts';
import type { Memory } from './store.ts';

/** What effects work on. */
export interface ExecutorParts {
  readonly recorder: Recorder;
  readonly scheduler: Scheduler;
  readonly memory: Memory;
  readonly fibers: Fibers;
  readonly faults: FaultPlan;
  readonly machine: unknown;
  /** The footprint of the step that runs; null in a run that is not watched. */
  readonly watch: Watch | null;
  /** What conditions look at, so that it is seen where the run is watched. */
  readonly look: Look;
}
