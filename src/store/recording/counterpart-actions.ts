import { type Counterpart, pairOfCalls } from '../../study/counterpart.ts';
import type { GetState, SetState } from '../state.ts';
import type { Recorder } from './recording-reader.ts';

/** Derives the scenario that explains the open recording, runs it, and shows the two side by side. */
export async function runCounterpart(recorder: Recorder, set: SetState, get: GetState): Promise<void> {
  const { recording, counterpartRuns } = get();
  if (recording === null || !recording.complete || counterpartRuns) return;
  set({ counterpartRuns: true, problem: null });
  const result = await recorder.counterpart(recording);
  set({ counterpartRuns: false });
  if (get().recording !== recording) return;
  if (!result.ok) {
    set({ problem: result.error });
    return;
  }
  set({ counterpart: { of: recording, value: result.value, beside: false, side: 'left' } });
  showCounterpart(true, set, get);
}

/** Shows the counterpart beside the recording, at the first difference, or the recording alone. */
export function showCounterpart(beside: boolean, set: SetState, get: GetState): void {
  const { counterpart } = get();
  if (counterpart === null) return;
  get().setTab('recording');
  const { value, side } = counterpart;
  // The cursor in the counterpart is a row of that run: the recording alone is shown where it stood beside it.
  const here = side === 'left' ? get().cursor : Math.max(leftRow(value, get().cursor), 0);
  set({
    counterpart: { ...counterpart, beside, side: 'left' },
    cursor: beside ? (firstDifference(value) ?? here) : here,
    ...{ choosing: false, register: null, playing: false, folds: null },
  });
}

/** The row of the recording in which the two part; null where every call is equal or the row is the counterpart's. */
function firstDifference(c: Counterpart): number | null {
  const first = c.first === null ? null : pairOfCalls(c, c.first);
  if (first === null || first.left === null) return null;
  return first.difference?.message === 'reply' ? first.left.replyRow : first.left.row;
}

/** The row of the recording that stands at or before this row of its counterpart; -1 where nothing does. */
function leftRow({ pairs }: Counterpart, row: number): number {
  let found = -1;
  for (const [i, at] of pairs.right.entries())
    if (at >= 0 && at <= row && (pairs.left[i] ?? -1) >= 0) found = pairs.left[i] as number;
  return found;
}
