import { type Modelled, pairAt } from '../../study/modelled.ts';
import type { GetState, SetState } from '../state.ts';
import type { Recorder } from './recording-reader.ts';

/** Derives the scenario that explains the open recording, runs it, and shows the two side by side. */
export async function modelThis(recorder: Recorder, set: SetState, get: GetState): Promise<void> {
  const { recording, modelling } = get();
  if (recording === null || !recording.complete || modelling) return;
  set({ modelling: true, problem: null });
  const result = await recorder.model(recording);
  set({ modelling: false });
  if (get().recording !== recording) return;
  if (!result.ok) {
    set({ problem: result.error });
    return;
  }
  set({ model: { of: recording, modelled: result.value, beside: false, side: 'a' } });
  showModel(true, set, get);
}

/** Shows the model beside the recording, at the first difference, or the recording alone. */
export function showModel(beside: boolean, set: SetState, get: GetState): void {
  const { model } = get();
  if (model === null) return;
  get().setTab('recording');
  const { modelled, side } = model;
  // The cursor in the model is a row of the model: the recording alone is shown where it stood beside it.
  const here = side === 'a' ? get().cursor : Math.max(recordedRow(modelled, get().cursor), 0);
  set({
    model: { ...model, beside, side: 'a' },
    cursor: beside ? (firstDifference(modelled) ?? here) : here,
    ...{ choosing: false, register: null, playing: false, folds: null },
  });
}

/** The row of the recording in which the two part; null where every call is equal or the row is the model's. */
function firstDifference(m: Modelled): number | null {
  const first = m.first === null ? null : pairAt(m, m.first);
  if (first === null || first.recorded === null) return null;
  return first.difference?.side === 'reply' ? first.recorded.replyRow : first.recorded.row;
}

/** The row of the recording that stands at or before this row of its model; -1 where nothing does. */
function recordedRow({ pairs }: Modelled, row: number): number {
  let found = -1;
  for (const [i, at] of pairs.modelled.entries())
    if (at >= 0 && at <= row && (pairs.recorded[i] ?? -1) >= 0) found = pairs.recorded[i] as number;
  return found;
}
