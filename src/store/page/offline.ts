/** A newer version of the page is on this machine and waits; `take` reloads every open page with it. Null while none is. */
export interface NewVersion {
  take(): void;
}

/**
 * Keeps the page on this machine, where the browser can and where it was built for that: not from a file, not where the page
 * was given something to open (`ffa-scope serve`), not inside of another page. `hear` is told when a newer version waits.
 */
export async function keepOffline(hear: (newer: NewVersion) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || !/^https?:$/.test(location.protocol)) return;
  if (document.getElementById('given') !== null || window.parent !== window) return;
  const container = navigator.serviceWorker;
  // What keeps workers from being started (a tool, a policy of the browser) may refuse, or answer with nothing.
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await container.register('./sw.js');
  } catch {
    // Without it the page works as long as its server does.
    return;
  }
  if (registration === undefined) return;
  const known = registration;
  // The first worker ever takes the page without a word: it is of the same version.
  let taken = false;
  container.addEventListener('controllerchange', () => {
    if (taken) location.reload();
  });
  const offer = (worker: ServiceWorker): void =>
    hear({
      take() {
        taken = true;
        worker.postMessage('take over');
      },
    });
  const watch = (worker: ServiceWorker | null): void => {
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller !== null) offer(worker);
    });
  };
  if (known.waiting !== null && container.controller !== null) offer(known.waiting);
  watch(known.installing);
  known.addEventListener('updatefound', () => watch(known.installing));
  const look = (): void => void known.update().catch(() => undefined);
  look();
  // A page that is open for days asks when it is looked at again.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') look();
  });
}
