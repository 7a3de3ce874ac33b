import type { Run } from '../scenario/types.ts';
import type { History } from '../trace/history.ts';
import type { Trace } from '../trace/trace.ts';
import type { ScopeState } from './state.ts';

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

const ofRun = new WeakMap<Run, Shown>();

/** A run as what is shown; the same object for the same run. */
function shownRun(run: Run): Shown {
  let s = ofRun.get(run);
  if (s === undefined) {
    const { trace, history, scenario } = run;
    s = { kind: 'run', title: scenario.title, trace, history, cpus: scenario.cpus, run };
    ofRun.set(run, s);
  }
  return s;
}

/** What the open tab shows; null where nothing is open in it. */
export function shown(s: Pick<ScopeState, 'tab' | 'current' | 'recording' | 'model'>): Shown | null {
  if (s.tab === 'recording') {
    const { recording, model } = s;
    const inModel = model?.beside === true && model.side === 'b' && model.of === recording;
    return inModel ? shownRun(model.modelled.run) : (recording?.shown ?? null);
  }
  return s.current === null ? null : shownRun(s.current.run);
}

/** The trace that the open tab shows; null where nothing is open in it. */
export const shownTrace = (s: Pick<ScopeState, 'tab' | 'current' | 'recording' | 'model'>): Trace | null =>
  shown(s)?.trace ?? null;

/** The cursor of the run, also while the recording is looked at. */
export const runCursor = (s: Pick<ScopeState, 'tab' | 'cursor' | 'places'>): number =>
  s.tab === 'simulate' ? s.cursor : s.places.simulate;

/** Are the ways to open a recording shown, and not a recording? One that is being read is shown from its first rows on. */
export const choosesRecording = (s: Pick<ScopeState, 'tab' | 'recording' | 'choosing' | 'reading'>): boolean =>
  s.tab === 'recording' && (s.recording === null || s.choosing || (s.reading !== null && s.recording.complete));
