import type { Run } from '../../scenario/types.ts';
import type { History } from '../../trace/history.ts';
import type { Trace } from '../../trace/trace.ts';

/** A way into the page: what is open there stays open while another is looked at. */
export type Tab = 'simulate' | 'recording';

/** What the diagram, the inspector, the state and the transport show: a run of a scenario or a recording. */
export interface Shown {
  readonly kind: 'run' | 'recording';
  readonly title: string;
  readonly trace: Trace;
  readonly history: History;
  /** How many CPUs the machine has; in a recording how many have been seen. */
  readonly cpus: number;
  /** null for a recording. */
  readonly run: Run | null;
}
