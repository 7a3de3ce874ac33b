import { shownTrace } from '../shown.ts';
import type { GetState, ScopeState, SetState } from '../state.ts';
import type { TrailState } from './trail.ts';

/** Older links than this are forgotten. */
const LONGEST = 100;

/** The part of the store that remembers where links were followed from. */
export function trailActions(set: SetState, get: GetState): TrailState {
  return {
    trail: null,
    follow(row) {
      const { cursor, seek } = get();
      const of = shownTrace(get());
      if (of === null) return;
      const rows = cursor === row || cursor < 0 ? trailOf(get()) : [...trailOf(get()), cursor].slice(-LONGEST);
      set({ playing: false, trail: { of, rows } });
      seek(row);
    },
    goBack() {
      const of = shownTrace(get());
      const rows = trailOf(get());
      // Where the cursor has come back to by itself is passed over.
      const at = rows.findLastIndex((row) => row !== get().cursor);
      if (of === null || at < 0) return;
      set({ playing: false, trail: { of, rows: rows.slice(0, at) } });
      get().seek(rows[at] as number);
    },
  };
}

const NOWHERE: readonly number[] = [];

/** The trail of what is shown; empty where its links were followed in another run. */
const trailOf = (s: ScopeState): readonly number[] =>
  s.trail !== null && s.trail.of === shownTrace(s) ? s.trail.rows : NOWHERE;

/** The row that `goBack` goes to; null where no link was followed. */
export const cameFrom = (s: ScopeState): number | null => trailOf(s).findLast((row) => row !== s.cursor) ?? null;
