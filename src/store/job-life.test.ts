import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { holdLife, watchLife } from './job-life.ts';

/** Locks as a browser has them: one holder of a name, the others wait for it in their order. */
class StandInLocks {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #held = new Map<string, () => void>();
  readonly request = ((name: string, ...more: readonly unknown[]) => {
    const run = more.at(-1) as () => unknown;
    const { signal } = (more.length > 1 ? more[0] : {}) as { signal?: AbortSignal };
    return new Promise<unknown>((resolve, reject) => {
      const take = (): void => {
        if (signal?.aborted === true) {
          this.#next(name);
          return;
        }
        this.#held.set(name, () => this.#next(name));
        void Promise.resolve(run()).then(resolve);
      };
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
      if (this.#held.has(name)) this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), take]);
      else take();
    });
  }) as unknown as LockManager['request'];
  /** What a browser does when who holds it is gone. */
  letGo(name: string): void {
    const next = this.#held.get(name);
    this.#held.delete(name);
    next?.();
  }
  #next(name: string): void {
    this.#waiting.get(name)?.shift()?.();
  }
}

class StandInWorker extends EventTarget {
  ended = false;
  readonly heard: string[] = [];
  constructor() {
    super();
    this.addEventListener('error', (e) => this.heard.push((e as ErrorEvent).message));
  }
  terminate(): void {
    this.ended = true;
  }
}

beforeEach(() => {
  class Failure extends Event {
    readonly message: string;
    constructor(type: string, init: { message: string }) {
      super(type);
      this.message = init.message;
    }
  }
  vi.stubGlobal('ErrorEvent', Failure);
});
afterEach(() => vi.unstubAllGlobals());

const started = async () => {
  const locks = new StandInLocks();
  const worker = new StandInWorker();
  watchLife(worker as unknown as Worker, 'read 1', locks);
  await holdLife('read 1', locks);
  worker.dispatchEvent(new Event('message'));
  return { locks, worker };
};

test('a worker that ends without a word is heard as one that fails', async () => {
  const { locks, worker } = await started();
  expect(worker.heard).toEqual([]);
  locks.letGo('read 1');
  expect(worker.heard).toEqual(['the browser ended its worker']);
});

test('one that the page ends is not', async () => {
  const { locks, worker } = await started();
  (worker as unknown as Worker).terminate();
  locks.letGo('read 1');
  expect(worker).toMatchObject({ ended: true, heard: [] });
});

test('where there are no locks, or they are refused, a worker goes on', async () => {
  await holdLife('read 1', null);
  await holdLife('read 1', { request: () => Promise.reject(new Error('SecurityError')) });
  const worker = new StandInWorker();
  watchLife(worker as unknown as Worker, 'read 1', null);
  worker.dispatchEvent(new Event('message'));
  expect(worker.heard).toEqual([]);
});
