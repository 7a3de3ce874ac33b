import type { Run } from '../../scenario/types.ts';
import type { Modelled } from '../../study/modelled.ts';
import type { History } from '../../trace/history.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ScopeState } from '../state.ts';
import type { Future } from './session.ts';

/** One of the two that are shown side by side. */
export interface Half {
  readonly id: number;
  readonly title: string;
  readonly trace: Trace;
  readonly history: History;
  /** null for a recording. */
  readonly run: Run | null;
}

/** Two futures that are shown side by side, or a recording and the run that models it. */
export interface Fork {
  /** The one that was there first, or the recording: it stands at the left. */
  readonly old: Half;
  readonly fresh: Half;
  /** Which of the two the cursor is in. */
  readonly side: 'a' | 'b';
  /** How the calls of a recording and of its model belong together; null for two futures. */
  readonly model: Modelled | null;
}

let kept: Fork | null = null;

/** The two that are shown; null while one is shown alone. The same object as long as it is the same fork. */
export function forkOf(
  s: Pick<ScopeState, 'current' | 'beside' | 'futures' | 'tab' | 'recording' | 'model'>,
): Fork | null {
  const [old, fresh, side, model] = s.tab === 'recording' ? recordingAndModel(s) : futuresOf(s);
  if (old === null || fresh === null) return null;
  if (kept === null || kept.old !== old || kept.fresh !== fresh || kept.side !== side)
    kept = { old, fresh, side, model };
  return kept;
}

type Two = readonly [old: Half | null, fresh: Half | null, side: 'a' | 'b', model: Modelled | null];
const NONE: Two = [null, null, 'a', null];

function futuresOf(s: Pick<ScopeState, 'current' | 'beside' | 'futures'>): Two {
  const other = s.beside === null ? undefined : s.futures.find((f) => f.id === s.beside);
  if (s.current === null || other === undefined) return NONE;
  const [old, fresh] = other.id < s.current.id ? [other, s.current] : [s.current, other];
  return [halfOf(old), halfOf(fresh), old === s.current ? 'a' : 'b', null];
}

function recordingAndModel({ recording, model }: Pick<ScopeState, 'recording' | 'model'>): Two {
  if (recording === null || model === null || !model.beside || model.of !== recording) return NONE;
  const { modelled } = model;
  let two = ofModel.get(modelled);
  if (two === undefined) {
    const { trace, history, title } = recording.shown;
    const { scenario, run } = modelled;
    two = [
      { id: 0, title, trace, history, run: null },
      { id: 1, title: scenario.title, trace: run.trace, history: run.history, run },
    ];
    ofModel.set(modelled, two);
  }
  return [two[0], two[1], model.side, modelled];
}

const ofModel = new WeakMap<Modelled, readonly [Half, Half]>();
const ofFuture = new WeakMap<Future, Half>();

function halfOf(future: Future): Half {
  let half = ofFuture.get(future);
  if (half === undefined) {
    const { id, title } = future;
    // A long run may be forgotten and run again (kept-runs.ts): what is asked for is what is kept then.
    half = {
      id,
      title,
      get run() {
        return future.run;
      },
      get trace() {
        return future.run.trace;
      },
      get history() {
        return future.run.history;
      },
    };
    ofFuture.set(future, half);
  }
  return half;
}

/** What the two are called: `old` and `new`, or `recording` and `model`. */
export const sideName = ({ model }: Fork, side: 'a' | 'b'): 'old run' | 'new run' | 'recording' | 'model' =>
  model === null ? (side === 'a' ? 'old run' : 'new run') : side === 'a' ? 'recording' : 'model';
