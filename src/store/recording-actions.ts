import type { Problem } from '../base/result.ts';
import type { RecordingState } from './recording.ts';
import { type ReadingJob, type Recorder, sizeOf } from './recording-reader.ts';
import type { GetState, SetState } from './state.ts';

/** The part of the store that opens recordings. */
export function recordingActions(recorder: Recorder, set: SetState, get: GetState): RecordingState {
  let job: ReadingJob | null = null;
  // Counts what was asked for, so that an example that is still being loaded does not replace something newer.
  let turn = 0;

  const stop = (): void => {
    turn++;
    job?.cancel();
    job = null;
    set({ reading: null });
  };
  const begin = (name: string, total: number): void => {
    stop();
    get().setTab('recording');
    const reading = { name, total, bytes: 0, lines: 0, rows: 0, notUnderstood: 0, checking: false };
    set({ reading, refusedFile: null, problem: null });
  };

  /** Over an open recording it is said above the caption, else on the page of the ways to open one. */
  const refuse = (name: string, problem: Problem): void => {
    const { recording, choosing } = get();
    if (recording === null || choosing) set({ reading: null, refusedFile: { name, problem } });
    else set({ reading: null, problem: { ...problem, what: `${name} was not opened: ${problem.what}` } });
  };

  const read = async (source: Blob | string, name: string): Promise<void> => {
    begin(name, sizeOf(source));
    const mine = turn;
    const mineJob = recorder.read(source, name, (progress) => {
      const { reading } = get();
      if (mine === turn && reading !== null) set({ reading: { ...reading, ...progress } });
    });
    job = mineJob;
    const result = await mineJob.done;
    if (mine !== turn) return;
    job = null;
    if (!result.ok) {
      refuse(name, result.error);
      return;
    }
    const first = result.value.shown.trace.length === 0 ? -1 : 0;
    set({ recording: result.value, reading: null, choosing: false, register: null, playing: false });
    set({ places: { ...get().places, recording: first } });
    if (get().tab === 'recording') set({ cursor: first });
  };

  return {
    tab: 'simulate',
    places: { simulate: -1, recording: -1 },
    recording: null,
    reading: null,
    choosing: false,
    refusedFile: null,
    setTab(tab) {
      const { tab: before, cursor, places } = get();
      if (tab === before) return;
      set({
        tab,
        places: { ...places, [before]: cursor },
        cursor: places[tab],
        ...{ register: null, injectAt: null, playing: false, problem: null },
      });
    },
    choose: (choosing) => set({ choosing, refusedFile: null, playing: false }),
    openRecording: read,
    async openShipped(name) {
      begin(name, 0);
      const mine = turn;
      let text: string;
      try {
        text = await recorder.shipped(name);
      } catch (error) {
        if (mine !== turn) return;
        const why = error instanceof Error ? error.message : String(error);
        const problem = { what: `The example cannot be loaded: ${why}.`, where: '', remedy: 'Reload the page.' };
        refuse(name, problem);
        return;
      }
      if (mine === turn) await read(text, name);
    },
    cancelReading: stop,
  };
}
