import { startJobAhead } from '../job.ts';
import { startAhead } from '../parts.ts';
import type { ToWorker } from '../recording/reading-protocol.ts';

/** How long the page rests before anything is loaded ahead, in milliseconds. */
const REST = 3000;

/**
 * Loads every part ahead, in moments in which the page does nothing, the worker that reads a recording last, and then says so
 * in the document (`data-ahead`). Not where the person asked the browser to save data.
 */
export function startAheadSoon(): void {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  const idle = (): Promise<void> =>
    new Promise((resolve) => {
      // WebKit has no idle moments to tell of.
      if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve());
      else setTimeout(resolve, 200);
    });
  setTimeout(() => {
    void startAhead(idle).then(async (all) => {
      if (!all) return;
      await idle();
      startJobAhead('read', 'practise' satisfies ToWorker);
      document.documentElement.dataset.ahead = 'true';
    });
  }, REST);
}
