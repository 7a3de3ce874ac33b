import { busy, showIdle } from '../busy.ts';
import type { ScopeStore } from '../store.ts';

/** Loading and playing are under way, too. */
export function startIdle(store: ScopeStore): void {
  let end: (() => void) | null = null;
  const check = (): void => {
    const { current, refused, problem, playing, reading, following, running, naming } = store.getState();
    // What is followed has no end: it changes what is seen when somebody writes.
    const reads = reading !== null && (following === null || reading.stopping);
    const under =
      playing || reads || running !== null || naming || (current === null && refused === null && problem === null);
    if (under && end === null) end = busy();
    else if (!under && end !== null) {
      // The frame after the change is the first that shows it.
      const ended = end;
      end = null;
      requestAnimationFrame(() => ended());
    }
  };
  store.subscribe(check);
  showIdle();
  check();
}
