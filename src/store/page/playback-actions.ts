import { actionStarts } from '../../study/action-rows.ts';
import { marksOf, nextMark } from '../../study/marks.ts';
import { latePart } from '../parts.ts';
import { shown, shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import { linesNow, rowByLines } from './lines.ts';
import { DEFAULT_SPEED, type PlaybackState, SPEEDS } from './playback.ts';
import { keep, kept } from './remember.ts';

const breakRows = latePart(() => import('../../study/break-rows.ts'));

/** The part of the store that moves the cursor. Time itself is in player.ts: here nothing waits. */
export function playbackActions(set: SetState, get: GetState): PlaybackState {
  const lastRow = (): number => (shownTrace(get())?.length ?? 0) - 1;
  return {
    playing: false,
    speed: keptSpeed(),
    until: null,
    notFound: '',
    play() {
      if (lastRow() <= 0) return;
      if (get().cursor >= lastRow()) get().seek(0);
      set({ playing: true, until: null, injectAt: null });
    },
    pause: () => set({ playing: false, until: null }),
    setSpeed(speed) {
      const to = SPEEDS[speed];
      if (to === undefined) return;
      keep('speed', to.label);
      set({ speed });
    },
    async runToRow(row) {
      const trace = shownTrace(get());
      const { breaks, cursor } = get();
      if (trace === null || row < 0 || row >= trace.length || row === cursor) return;
      // What reads breakpoints is loaded with the first of them.
      const stops = breaks.length === 0 ? () => false : (await breakRows()).breakAt(trace, breaks);
      if (shownTrace(get()) !== trace) return;
      set({ playing: true, until: { row, from: get().cursor, stops }, injectAt: null, notFound: '' });
    },
    step(delta) {
      const lines = linesNow(get());
      // A folded stretch is one step.
      if (lines !== null && get().folds !== null) get().seek(rowByLines(lines, get().cursor, delta));
      else get().seek(get().cursor + delta);
    },
    first: () => get().seek(0),
    last: () => get().seek(lastRow()),
    jump(kind, direction) {
      const trace = shownTrace(get());
      const { cursor } = get();
      if (trace === null) return false;
      const run = shown(get())?.run ?? null;
      const starts = kind === 'action' && run !== null ? actionStarts(run).map((a) => a.row) : [];
      const row =
        kind === 'action'
          ? ((direction > 0 ? starts.find((r) => r > cursor) : starts.findLast((r) => r < cursor)) ?? null)
          : nextMark(marksOf(trace), kind, cursor, direction);
      if (row === null) {
        set({ notFound: `There is no ${direction > 0 ? 'later' : 'earlier'} ${kind}.` });
        return false;
      }
      set({ playing: false });
      get().seek(row);
      return true;
    },
  };
}

function keptSpeed(): number {
  const label = kept('speed');
  const at = SPEEDS.findIndex((s) => s.label === label);
  return at < 0 ? DEFAULT_SPEED : at;
}
