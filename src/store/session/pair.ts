import { perPair } from '../../base/per-pair.ts';
import type { Run } from '../../scenario/types.ts';
import type { Side } from '../../study/align-keys.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import type { History } from '../../trace/history.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ScopeState } from '../state.ts';
import type { Future } from './session.ts';
import type { Shown } from './showing.ts';

/** One of the two that are shown side by side. */
export interface Half {
  readonly id: number;
  readonly title: string;
  readonly trace: Trace;
  readonly history: History;
  /** null for a recording. */
  readonly run: Run | null;
}

/** Two futures that are shown side by side, the older one at the left, or a recording and its counterpart. */
export interface Pair {
  readonly left: Half;
  readonly right: Half;
  /** Which of the two the cursor is in. */
  readonly side: Side;
  /** How the calls of a recording and of its counterpart belong together; null for two futures. */
  readonly counterpart: Counterpart | null;
}

/** The two that are shown; null while one is shown alone. The same object as long as it is the same pair. */
export function pairOf(
  s: Pick<ScopeState, 'current' | 'beside' | 'futures' | 'tab' | 'recording' | 'counterpart'>,
): Pair | null {
  if (s.tab === 'recording') {
    const { recording, counterpart } = s;
    if (recording === null || counterpart === null || !counterpart.beside || counterpart.of !== recording) return null;
    return ofRecording(recording.shown, counterpart.value)[counterpart.side];
  }
  const other = s.beside === null ? undefined : s.futures.find((f) => f.id === s.beside);
  if (s.current === null || other === undefined) return null;
  return other.id < s.current.id ? ofFutures(other, s.current).right : ofFutures(s.current, other).left;
}

/** A pair for either side that the cursor can be in. */
type Sides = Readonly<Record<Side, Pair>>;
const bothSides = (pair: Omit<Pair, 'side'>): Sides => ({
  left: { ...pair, side: 'left' },
  right: { ...pair, side: 'right' },
});

const ofFutures = perPair(
  (left: Future, right: Future): Sides => bothSides({ left: halfOf(left), right: halfOf(right), counterpart: null }),
);

const ofRecording = perPair(({ title, trace, history }: Shown, counterpart: Counterpart): Sides => {
  const { scenario, run } = counterpart;
  return bothSides({
    left: { id: 0, title, trace, history, run: null },
    right: { id: 1, title: scenario.title, trace: run.trace, history: run.history, run },
    counterpart,
  });
});

function halfOf(future: Future): Half {
  const { id, title } = future;
  // A long run may be forgotten and run again (kept-runs.ts): what is asked for is what is kept then.
  return {
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
}

/** What the two are called: `old run` and `new run`, or `recording` and `model`. */
export const sideName = ({ counterpart }: Pair, side: Side): 'old run' | 'new run' | 'recording' | 'model' =>
  counterpart === null ? (side === 'left' ? 'old run' : 'new run') : side === 'left' ? 'recording' : 'model';
