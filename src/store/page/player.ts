import { lessonNow } from '../session/lesson-glosses.ts';
import { shownTrace } from '../shown.ts';
import type { ScopeStore } from '../store.ts';
import { linesNow, rowByLines } from './lines.ts';
import { SPEEDS, type Until } from './playback.ts';

/** A run to a row takes at most about this long, in seconds, however far it is. */
const LONGEST = 3;
/** More steps a second than this cannot be followed: several rows are one step then. */
const STEPS = 30;

/**
 * Moves the cursor on while `playing` is set, a row at a time at the chosen speed, and stops at the last row, or at the
 * row that is run to. Answers a function that ends it.
 */
export function startPlayer(store: ScopeStore): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;

  const tick = (): void => {
    const { cursor, step, until } = store.getState();
    const trace = shownTrace(store.getState());
    timer = null;
    if (until !== null) {
      if (towards(store, until)) schedule();
      return;
    }
    step(1);
    if (trace === null || cursor + 1 >= trace.length - 1) store.setState({ playing: false });
    else schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(tick, Math.max(1000 / Math.min(rate(store), STEPS), dwell(store)));
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
  if (store.getState().playing) schedule();
  return () => {
    unsubscribe();
    cancel();
  };
}

/** Milliseconds that a step of a lesson is left on the screen while it plays: what it says has to be read. */
function dwell(store: ScopeStore): number {
  const { cursor, until } = store.getState();
  const text = until === null ? lessonNow(store.getState())?.at.get(cursor)?.text : undefined;
  return text === undefined ? 0 : 1200 + 55 * text.length;
}

/** Rows a second. */
function rate(store: ScopeStore): number {
  const { speed, until } = store.getState();
  const chosen = SPEEDS[speed]?.rowsPerSecond ?? 1;
  return until === null ? chosen : Math.max(chosen, Math.abs(until.row - until.from) / LONGEST);
}

/** A step towards the row that is run to; answers whether there is more to go. */
function towards(store: ScopeStore, until: Until): boolean {
  const { cursor, folds, seek } = store.getState();
  const direction = until.row > cursor ? 1 : -1;
  const lines = folds === null ? null : linesNow(store.getState());
  const rows = Math.max(Math.round(rate(store) / STEPS), 1);
  // A folded stretch is one step.
  const wanted = lines === null ? cursor + direction * rows : rowByLines(lines, cursor, direction * rows);
  const end = direction > 0 ? Math.min(wanted, until.row) : Math.max(wanted, until.row);
  let to = end;
  for (let row = cursor + direction; row !== end + direction; row += direction)
    if (until.stops(row)) {
      to = row;
      break;
    }
  seek(to);
  const stopped = to !== until.row && until.stops(to);
  if (to !== until.row && to !== cursor && !stopped) return true;
  const notFound = stopped ? `A breakpoint stopped the run here, on the way to row ${until.row}.` : '';
  store.setState({ playing: false, until: null, notFound });
  return false;
}
