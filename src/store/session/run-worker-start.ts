import type { ToRunner } from './run-protocol.ts';

let ahead: Worker | null = null;

const start = (): Worker => new Worker(new URL('./run-worker.ts', import.meta.url), { type: 'module' });

/**
 * Starts what runs scenarios before anybody needs it, and tells it the fragment of the page's address: what it carries will be
 * asked for. Where it does not come up, the first who needs it starts another.
 */
export function startAhead(fragment: string): void {
  const worker = start();
  worker.postMessage({ kind: 'ahead', text: fragment } satisfies ToRunner);
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
