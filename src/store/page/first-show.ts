import { whenPainted } from '../painted.ts';
import { holdParts } from '../parts.ts';
import type { ScopeState, ScopeStore } from '../store.ts';

/** A model that takes longer than this, in milliseconds, must not keep away what stands around the diagram. */
const LONGEST = 2000;

/**
 * Holds the parts around the diagram back until something is shown and painted. They are as large as the page itself: while
 * they were read and drawn beside the model's first run, the first rows came a third later, and all was at rest later, too,
 * since the panels were drawn without a run and then again with it (measured).
 */
export function holdUntilShown(store: ScopeStore): void {
  holdParts(
    new Promise((go) => {
      const show = (): void => {
        end();
        clearTimeout(timer);
        whenPainted(go);
      };
      const end = store.subscribe((s) => {
        if (shows(s)) show();
      });
      const timer = setTimeout(show, LONGEST);
    }),
  );
}

/** A run or what is here of it, a problem, or a way in that needs none. */
const shows = ({ current, arriving, refused, problem, tab }: ScopeState): boolean =>
  current !== null || arriving !== null || refused !== null || problem !== null || tab !== 'simulate';
