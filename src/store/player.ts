import { SPEEDS } from './playback.ts';
import { shownTrace } from './shown.ts';
import type { ScopeStore } from './store.ts';

/**
 * Moves the cursor on while `playing` is set, a row at a time at the chosen speed, and stops at the last row.
 * Answers a function that ends it.
 */
export function startPlayer(store: ScopeStore): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;

  const tick = (): void => {
    const { cursor, step } = store.getState();
    const trace = shownTrace(store.getState());
    timer = null;
    step(1);
    if (trace === null || cursor + 1 >= trace.length - 1) store.setState({ playing: false });
    else schedule();
  };
  const schedule = (): void => {
    const rows = SPEEDS[store.getState().speed]?.rowsPerSecond ?? 1;
    timer = setTimeout(tick, 1000 / rows);
  };
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  const unsubscribe = store.subscribe((now, before) => {
    if (now.playing === before.playing && now.speed === before.speed) return;
    cancel();
    if (now.playing) schedule();
  });
  return () => {
    unsubscribe();
    cancel();
  };
}
