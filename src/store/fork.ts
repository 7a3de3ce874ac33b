import type { Future } from './session.ts';
import type { ScopeState } from './state.ts';

/** Two futures that are shown side by side. */
export interface Fork {
  /** The one that was there first: it stands at the left. */
  readonly old: Future;
  readonly fresh: Future;
  /** Which of the two the cursor is in. */
  readonly side: 'a' | 'b';
}

let kept: Fork | null = null;

/** The two futures that are shown; null while one is shown alone. The same object as long as it is the same fork. */
export function forkOf(s: Pick<ScopeState, 'current' | 'beside' | 'futures' | 'tab'>): Fork | null {
  if (s.current === null || s.beside === null || s.tab !== 'simulate') return null;
  const other = s.futures.find((f) => f.id === s.beside);
  if (other === undefined) return null;
  const [old, fresh] = other.id < s.current.id ? [other, s.current] : [s.current, other];
  const side = old === s.current ? 'a' : 'b';
  if (kept === null || kept.old !== old || kept.fresh !== fresh || kept.side !== side) kept = { old, fresh, side };
  return kept;
}
