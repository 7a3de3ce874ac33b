import { marksOf, nextMark } from './marks.ts';
import { DEFAULT_SPEED, type PlaybackState, SPEEDS } from './playback.ts';
import type { GetState, SetState } from './state.ts';

/** The part of the store that moves the cursor. Time itself is in player.ts: here nothing waits. */
export function playbackActions(set: SetState, get: GetState): PlaybackState {
  const lastRow = (): number => (get().current?.run.trace.length ?? 0) - 1;
  return {
    playing: false,
    speed: DEFAULT_SPEED,
    play() {
      if (lastRow() <= 0) return;
      if (get().cursor >= lastRow()) get().seek(0);
      set({ playing: true, injectAt: null });
    },
    pause: () => set({ playing: false }),
    setSpeed(speed) {
      if (SPEEDS[speed] !== undefined) set({ speed });
    },
    step: (delta) => get().seek(get().cursor + delta),
    first: () => get().seek(0),
    last: () => get().seek(lastRow()),
    jump(kind, direction) {
      const { current, cursor } = get();
      if (current === null) return false;
      const row = nextMark(marksOf(current.run.trace), kind, cursor, direction);
      if (row === null) return false;
      set({ playing: false });
      get().seek(row);
      return true;
    },
  };
}
