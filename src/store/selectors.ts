import type { Run } from '../scenario/types.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { World } from '../trace/world.ts';
import { worldAt } from '../trace/world-at.ts';
import { shown, shownTrace } from './shown.ts';
import type { ScopeState } from './state.ts';

// Each takes the state and answers the same reference for the same run and cursor, so `useScope(currentWorld)` renders
// only when the answer changes.

/** The run of the scenario that is open; null until there is one. */
export const currentRun = (s: ScopeState): Run | null => s.current?.run ?? null;

/** The row under the cursor; null in an empty trace. */
export function currentEvent(s: ScopeState): TraceEvent | null {
  const trace = shownTrace(s);
  return trace === null || s.cursor < 0 ? null : trace.row(s.cursor);
}

/** The world after the row under the cursor; null until something is shown. */
export function currentWorld(s: ScopeState): World | null {
  const now = shown(s);
  return now === null ? null : worldAt(now, s.cursor);
}
