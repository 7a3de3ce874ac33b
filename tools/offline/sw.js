// The service worker of the built page: everything that the page has is kept on this machine at the first visit, so that it
// works without a net, and so that a page that is open keeps its own parts when a newer version is there. A newer version
// waits until the person takes it (view/page/new-version.tsx). FILES and VERSION are written by tools/offline/plugin.mjs.
const PREFIX = `ffa-scope ${new URL('./', location.href).pathname} `;
const CACHE = PREFIX + VERSION;
/** Other pages of the version before may still be open: its files are kept as long as the next version is the newest. */
const KEPT = 2;

addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: 'no-cache' })))),
  );
});

addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const own = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
      for (const name of own.slice(0, Math.max(0, own.length - KEPT + 1))) await caches.delete(name);
      await clients.claim();
    })(),
  );
});

addEventListener('message', (event) => {
  if (event.data === 'take over') skipWaiting();
});

addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  event.respondWith(answer(request));
});

/** What is kept of this version, then of the one before, then what the server has, which is kept from then on. */
async function answer(request) {
  const options = { ignoreSearch: true };
  const kept = (await (await caches.open(CACHE)).match(request, options)) ?? (await caches.match(request, options));
  if (kept !== undefined) return kept;
  const fresh = await fetch(request);
  if (fresh.ok && fresh.type === 'basic') await (await caches.open(CACHE)).put(request, fresh.clone());
  return fresh;
}
