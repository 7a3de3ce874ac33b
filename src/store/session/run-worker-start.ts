import { aheadName } from './ahead-name.ts';

let ahead: Worker | null = null;

const start = (name = ''): Worker => new Worker(new URL('./run-worker.ts', import.meta.url), { type: 'module', name });

/**
 * Starts what runs scenarios before anybody needs it, named after the fragment of the page's address: what it carries will be
 * asked for. A message would say it later: Chromium hands the first ones over when the page has a moment for it, which was up
 * to 60 ms after the worker could have begun (measured). Where it does not come up, the first who needs it starts another.
 */
export function startAhead(fragment: string): void {
  const worker = start(aheadName(fragment));
  ahead = worker;
  worker.onerror = (e) => {
    e.preventDefault();
    ahead = null;
  };
}

/** What runs scenarios: the one that was started ahead, once; else a new one. */
export function startRunWorker(): Worker {
  const worker = ahead ?? start();
  ahead = null;
  return worker;
}
