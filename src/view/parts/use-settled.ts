import { createContext, useContext, useSyncExternalStore } from 'react';
import { ensure } from '../../base/assert.ts';
import type { Panel, Settled } from '../../store/page/settled.ts';
import type { ScopeState } from '../../store/state.ts';

/** What the panels see of the state; main.tsx gives it. */
export const SettledContext = createContext<Settled | null>(null);

/** Like `useScope`, for the panels around the diagram: the cursor that they see comes after the true one (settled.ts). */
export function useSettled<T>(panel: Panel, selector: (s: ScopeState) => T): T {
  const settled = ensure(useContext(SettledContext), 'what the panels see');
  return useSyncExternalStore(
    (listener) => settled.subscribe(panel, listener),
    () => selector(settled.seen(panel)),
  );
}
