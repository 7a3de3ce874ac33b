import { perObject } from '../base/per-object.ts';
import type { Run } from '../scenario/types.ts';
import type { Trace } from '../trace/trace.ts';
import type { RecordingState } from './recording/recording.ts';
import type { SessionState } from './session/session.ts';
import type { Shown } from './session/showing.ts';

/** What these questions read of the state. */
export type ShownState = Pick<SessionState, 'current' | 'arriving'> &
  Pick<RecordingState, 'tab' | 'recording' | 'counterpart'>;

/** A run as what is shown; the same object for the same run. */
const shownRun = perObject((run: Run): Shown => {
  const { trace, history, scenario } = run;
  return { kind: 'run', title: scenario.title, trace, history, cpus: scenario.cpus, run };
});

/** What the open tab shows; null where nothing is open in it. */
export function shown(s: ShownState): Shown | null {
  if (s.tab === 'recording') {
    const { recording, counterpart: c } = s;
    const right = c?.beside === true && c.side === 'right' && c.of === recording;
    return right ? shownRun(c.value.run) : (recording?.shown ?? null);
  }
  return s.current === null ? s.arriving : shownRun(s.current.run);
}

/** The trace that the open tab shows; null where nothing is open in it. */
export const shownTrace = (s: ShownState): Trace | null => shown(s)?.trace ?? null;

/** The secure world that the answers of the open recording speak for; the usual one while that is not known. */
export const recordedWorld = ({ recording }: Pick<RecordingState, 'recording'>): string =>
  String(recording?.derived.scenario.secure ?? 'optee');

/** The secure world of what the open tab shows. */
export const worldShown = (s: ShownState): string => shown(s)?.run?.scenario.secure ?? recordedWorld(s);

/** The cursor of the run, also while the recording is looked at. */
export const runCursor = (s: Pick<SessionState, 'cursor'> & Pick<RecordingState, 'tab' | 'places'>): number =>
  s.tab === 'simulate' ? s.cursor : s.places.simulate;

/** Are the ways to open a recording shown, and not a recording? One that is being read is shown from its first rows on. */
export const choosesRecording = (s: Pick<RecordingState, 'tab' | 'recording' | 'choosing' | 'reading'>): boolean =>
  s.tab === 'recording' && (s.recording === null || s.choosing || (s.reading !== null && s.recording.complete));
