/** What of `navigator.locks` is used. */
type Locks = Pick<LockManager, 'request'>;

/** The locks of this page or worker; null where there are none: without TLS, and in a page from the disk. */
export const locksHere = (): Locks | null => (navigator as Partial<Navigator>).locks ?? null;

/**
 * Holds the lock `life` as long as this worker lives. Settles when it is held, or cannot be.
 * A lock is let go by the browser itself, however a worker ends.
 */
export const holdLife = (life: string, locks = locksHere()): Promise<void> =>
  new Promise((held) => {
    if (locks === null) return held();
    locks
      .request(life, () => {
        held();
        return new Promise(() => undefined);
      })
      .catch(() => held());
  });

/**
 * Makes a worker that ends without a word fail as one that throws: a browser that needs memory ends workers, and sends no
 * event. From its first word on it is known to hold its lock, and whoever gets that lock knows that it has ended.
 */
export function watchLife(worker: Worker, life: string, locks = locksHere()): void {
  if (locks === null) return;
  const over = new AbortController();
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    over.abort();
    terminate();
  };
  const ended = (): void => {
    worker.dispatchEvent(new ErrorEvent('error', { message: 'the browser ended its worker', cancelable: true }));
  };
  const watch = (): void => void locks.request(life, { signal: over.signal }, ended).catch(() => undefined);
  worker.addEventListener('message', watch, { once: true });
}
