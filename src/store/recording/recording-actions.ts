import { type Eventually, when } from '../../base/eventually.ts';
import { firstPart, latePart } from '../parts.ts';
import { shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import type { Readings } from './readings.ts';
import type { RecordingState } from './recording.ts';
import type { Recorder } from './recording-reader.ts';

/** The part of the store that opens recordings. */
export function recordingActions(recorder: Recorder, set: SetState, get: GetState): RecordingState {
  let made: Readings | null = null;
  const readings = (): Eventually<Readings> =>
    made ??
    when(loaded ?? loadReadings(), ({ makeReadings }) => {
      made ??= makeReadings(recorder, set, get);
      return made;
    });

  return {
    tab: 'simulate',
    places: { simulate: -1, recording: -1 },
    recording: null,
    reading: null,
    choosing: false,
    refusedFile: null,
    stopped: '',
    setTab(tab) {
      const { tab: open, cursor, places } = get();
      if (tab === open) return;
      set({
        tab,
        places: { ...places, [open]: cursor },
        cursor: places[tab],
        ...{ register: null, injectAt: null, playing: false, problem: null },
      });
    },
    choose: (choosing) => set({ choosing, refusedFile: null, playing: false }),
    openRecording: async (source, name) => when(readings(), (r) => r.read(source, name)),
    following: null,
    kept: null,
    followable: null,
    followSource: async (source) => when(readings(), (r) => r.read(source, source.status.name)),
    offerFollow: (followable) => set({ followable }),
    pauseFollowing: (paused) => made?.pause(paused),
    followAgain: (speed) => made?.again(speed),
    bytesSoFar: () => made?.bytes() ?? get().kept?.bytes ?? null,
    openShipped: async (name) => when(readings(), (r) => r.openShipped(name)),
    counterpart: null,
    counterpartRuns: false,
    runCounterpart: async () => (await counterpartActions()).runCounterpart(recorder, set, get),
    showCounterpart: async (beside) => (await counterpartActions()).showCounterpart(beside, set, get),
    lookAtSide(side, row) {
      const { counterpart } = get();
      if (counterpart === null) return;
      if (counterpart.side !== side) {
        // Both at once: the row of one side may be behind the last one of the other.
        const there = { ...counterpart, side };
        const last = (shownTrace({ ...get(), counterpart: there })?.length ?? 0) - 1;
        set({ counterpart: there, cursor: Math.min(row, last), register: null, playing: false });
      }
      get().seek(row);
    },
    stopReading: (keep) => made?.stop(keep),
    forgetStopped: () => set({ stopped: '', kept: null }),
  };
}

// A person who simulates needs nothing of these.
const reading = firstPart(() => import('./readings.ts'));
let loaded: typeof import('./readings.ts') | null = null;

/** Loads what opening a recording needs; from then on opening one begins at once. */
export async function loadReadings(): Promise<typeof import('./readings.ts')> {
  loaded = await reading();
  return loaded;
}

const counterpartActions = latePart(() => import('./counterpart-actions.ts'));
