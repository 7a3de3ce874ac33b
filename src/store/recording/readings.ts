import type { Problem } from '../../base/result.ts';
import type { GetState, ScopeState, SetState } from '../state.ts';
import { isLive, type LiveSource } from './live/live-source.ts';
import type { ReadingJob } from './reading-protocol.ts';
import type { OpenRecording, RecordingState } from './recording.ts';
import type { Recorder } from './recording-reader.ts';
import { sizeOf } from './source-size.ts';

/**
 * Of a file, unpacked, so many bytes are read in the page: it takes up to 3.7 times that of memory (measured with 100 MB), and a
 * browser ends a tab that takes much more, and all that it holds. The command line has no such limit.
 */
export const MOST_BYTES = 500_000_000;

/** What opening a recording needs, from the first one on. */
export interface Readings {
  read(source: Blob | string | LiveSource, name: string): Promise<void>;
  openShipped(name: string): Promise<void>;
  stop(keep: boolean): void;
  pause(paused: boolean): void;
  again(speed?: number): void;
  /** Every byte that came from the port that is followed; null for none. */
  bytes(): Blob | null;
}

/** Opens recordings, one at a time: the next takes the place of the one before. */
export function makeReadings(recorder: Recorder, set: SetState, get: GetState): Readings {
  let job: ReadingJob | null = null;
  let live: LiveSource | null = null;
  // Counts what was asked for, so that an example that is still being loaded does not replace something newer.
  let turn = 0;
  /** The reading has come to MOST_BYTES. */
  let full = false;
  /** What is open again when a reading is given up after some of its rows were shown, with its cursor. */
  let before: { readonly recording: OpenRecording | null; readonly cursor: number } | null = null;

  /** The cursor of the recording, set together with its rows: no state has a cursor that is not in them. */
  const placed = (cursor: number): Partial<ScopeState> => {
    const { places, tab } = get();
    return { places: { ...places, recording: cursor }, ...(tab === 'recording' ? { cursor } : {}) };
  };
  const cursorHere = (): number => (get().tab === 'recording' ? get().cursor : get().places.recording);

  const stop = (): void => {
    turn++;
    job?.cancel();
    job = null;
    live = null;
    full = false;
    set({ reading: null, following: null });
    if (before === null) return;
    set({
      recording: before.recording,
      ...{ counterpart: null, register: null, playing: false, folds: null },
      ...placed(before.cursor),
    });
    before = null;
  };
  const begin = (name: string, total: number): void => {
    stop();
    get().setTab('recording');
    const reading = { name, total, bytes: 0, lines: 0, rows: 0, notUnderstood: 0, checking: false, stopping: false };
    set({ reading, refusedFile: null, problem: null, stopped: '', kept: null, followable: null });
  };

  /** What came from a port is nowhere else: it can be saved, also where it is no recording. */
  const keepBytes = (): void => {
    const bytes = live?.kept() ?? null;
    set({ kept: live === null || bytes === null || bytes.size === 0 ? null : { name: live.status.name, bytes } });
  };

  /** Over an open recording it is said above the caption, else on the page of the ways to open one. */
  const refuse = (name: string, problem: Problem): void => {
    keepBytes();
    stop();
    const { recording, choosing } = get();
    if (recording === null || choosing) set({ refusedFile: { name, problem } });
    else set({ problem: { ...problem, what: `“${name}” was not opened: ${problem.what}` } });
  };

  /** The first rows of a reading take the place of what was open; later ones come below them. */
  const show = (recording: OpenRecording, reading: RecordingState['reading']): void => {
    if (before !== null) {
      // Who looks at the newest row of what is being written looks at the newest one from then on.
      const newest = live !== null && cursorHere() === lastRow(get().recording);
      set({ recording, reading, ...(newest ? placed(lastRow(recording)) : {}) });
      return;
    }
    before = { recording: get().recording, cursor: cursorHere() };
    set({
      recording,
      reading,
      ...{ counterpart: null, choosing: false, register: null, playing: false, folds: null },
      ...placed(live === null && recording.shown.trace.length > 0 ? 0 : lastRow(recording)),
    });
  };

  const finish = async (recording: OpenRecording): Promise<void> => {
    const { reading, search } = get();
    const rows = recording.shown.trace.length;
    const followed = live !== null;
    const cut = reading?.stopping === true && !followed ? reading.bytes : null;
    show({ ...recording, readTo: cut }, null);
    before = null;
    job = null;
    keepBytes();
    live = null;
    set({ choosing: false, following: null });
    if (followed) set({ stopped: `${recording.name} is no longer followed: its ${rows} rows are here, and checked.` });
    if (cut !== null) {
      const parts = `its first ${rows} rows are here, the rest of the file is not.`;
      set({
        stopped: full
          ? `The page reads ${MOST_BYTES / 1e6} MB of a file at most, and ${recording.name} has more: ${parts} The whole of it is read by the command line: ffa-scope open ${recording.name}.`
          : `The reading of ${recording.name} was stopped: ${parts}`,
      });
    }
    // What was found in some of the rows is looked for in all of them.
    if (search !== null && get().tab === 'recording') await get().searchFor(search.text);
  };

  /** A reading that breaks off after rows were shown (the worker died) leaves them on the screen, and says what is missing. */
  const keepShown = (name: string, { what }: Problem): boolean => {
    const { recording, reading } = get();
    if (before === null || recording === null || recording.shown.trace.length === 0) return false;
    before = null;
    job = null;
    keepBytes();
    live = null;
    const report = { ...recording.report, cut: true };
    set({
      recording: { ...recording, complete: true, report, readTo: reading?.bytes ?? null },
      ...{ reading: null, following: null },
    });
    set({
      stopped: `The reading of ${name} broke off: ${what} The rows that were read are here, the rest of the file is not.`,
    });
    return true;
  };

  /** Reads no further than a tab can hold. Bytes of a port are few, and kept. */
  const endWhenFull = (): void => {
    const { reading } = get();
    if (live !== null || job === null || reading === null || reading.stopping || reading.checking) return;
    if (reading.bytes < MOST_BYTES) return;
    full = true;
    set({ reading: { ...reading, stopping: true } });
    job.enough();
  };

  const read = async (source: Blob | string | LiveSource, name: string): Promise<void> => {
    begin(name, sizeOf(source));
    const mine = turn;
    if (isLive(source)) {
      live = source;
      set({ following: source.status });
      source.watch((following) => {
        if (mine === turn && live === source) set({ following });
      });
    }
    const mineJob = recorder.read(source, name, {
      progress(progress) {
        const { reading } = get();
        if (mine !== turn || reading === null) return;
        set({ reading: { ...reading, ...progress } });
        endWhenFull();
      },
      rows(recording, progress) {
        const { reading } = get();
        // Both at once: the page draws once.
        if (mine !== turn) return;
        show(recording, reading !== null && progress !== null ? { ...reading, ...progress } : reading);
        endWhenFull();
      },
    });
    job = mineJob;
    const result = await mineJob.done;
    if (mine !== turn) return;
    if (result.ok) await finish(result.value);
    else if (!keepShown(name, result.error)) refuse(name, result.error);
  };

  return {
    read,
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
    stop(keep) {
      const { reading } = get();
      if (reading === null) return;
      if (keep && job !== null && (before !== null || live !== null)) {
        set({ reading: { ...reading, stopping: true } });
        job.enough();
        return;
      }
      stop();
      set({ stopped: `The reading of ${reading.name} was stopped, and nothing of it is kept.` });
    },
    pause: (paused) => live?.pause(paused),
    again: (speed) => live?.again(speed),
    bytes: () => live?.kept() ?? null,
  };
}

const lastRow = (recording: OpenRecording | null): number => (recording?.shown.trace.length ?? 0) - 1;
