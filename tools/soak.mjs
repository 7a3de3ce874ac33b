// Random use of the built page for a long time: npm run build && npm run soak [-- --minutes 60] [--seed 1]
//
// A seed says what is done: lessons and links are opened, rows stepped, scrubbed and searched, faults injected, forks kept or
// dropped, exports looked at, recordings opened and left, every fault tried, the way back taken. Everything is done once first, so
// that the first minute holds the parts that the page loads when they are asked for. Each minute prints what the page holds after the same lesson was opened and its garbage collected: heap, nodes, listeners, workers; and what went
// wrong. Exit 1 where the page said something in its console, did not come to rest, or its heap at the end is more than
// MOST times that after the first minute.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './browser.mjs';
import { linkOf } from './long-run.mjs';
import { randomOf } from './random.mjs';
import { actionsOf } from './soak/actions.mjs';

const MOST = 1.2;
/** How long the page may take to come to rest, in milliseconds. */
const REST = 120_000;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string', default: '1' } },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const { executablePath } = findChromium();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const server = await preview({ root, preview: { host: '127.0.0.1', port: 0, strictPort: false } });
const address = server.resolvedUrls?.local[0] ?? '';
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
page.setDefaultTimeout(30_000);

const errors = [];
const wrong = (what) => {
  errors.push(what);
  console.log(`  wrong after ${done} acts, the last ${last}: ${what}`);
};
let done = 0;
let last = 'none';
page.on('console', (m) => {
  if (m.type() === 'error' || m.type() === 'warning') wrong(m.text());
});
context.on('weberror', (e) => wrong(e.error().message));
page.on('crash', () => wrong('the page crashed'));

const rest = async () => {
  try {
    await page.waitForFunction(() => document.documentElement.dataset.idle === 'true', undefined, { timeout: REST });
  } catch {
    wrong(`no rest in ${REST / 1000} s`);
    await page.goto(address);
  }
};

const cdp = await context.newCDPSession(page);
await cdp.send('Performance.enable');
/** What the page holds with the first lesson open and nothing else on the screen. */
async function holds() {
  for (let i = 0; i < 4; i++) await page.keyboard.press('Escape');
  await page.evaluate(() => {
    location.hash = '#lesson=probe';
  });
  await rest();
  for (let i = 0; i < 3; i++) await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (name) => metrics.find((m) => m.name === name)?.value ?? 0;
  return {
    heap: of('JSHeapUsedSize') / 1e6,
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    documents: of('Documents'),
    workers: page.workers().length,
  };
}

const random = randomOf(Number(values.seed));
const scenario = (...actions) => ({ v: 1, actions: actions.map((a) => (typeof a === 'string' ? { do: a } : a)) });
const links = [
  scenario('probe', 'remove', 'probe'),
  scenario('probe', { do: 'sync-send', key: 3 }, 'notify'),
  { ...scenario('probe', 'load-ta', 'load-ta', 'session'), driver: 'fixed' },
  { ...scenario('probe', 'load-ta', 'load-ta', 'load-ta', 'load-ta', 'load-ta'), driver: 'v7.3' },
].map((s) => linkOf(s));
const fixtures = `${root}src/import/fixtures/qemu-6.12.117/`;
const files = ['b-probe.trace.txt', 'c-remove.trace.txt'].map((name) => ({
  name,
  text: readFileSync(fixtures + name, 'utf8'),
}));
const acts = actionsOf({ page, random, links, files, rest });

await page.goto(address);
await rest();
console.log(`${browser.version()}, seed ${values.seed}, ${values.minutes} minutes`);
console.log('minute   acts  skipped  heap MB   nodes  listeners  documents  workers  errors');
const counts = new Map();
let skipped = 0;
let first = null;
let now = null;
const begun = performance.now();
for (let minute = 1; minute <= Number(values.minutes); minute++) {
  while (performance.now() - begun < minute * 60_000 || done < acts.length) {
    const [name, act] = acts[done < acts.length ? done : Math.floor(random() * acts.length)];
    last = name;
    try {
      // What is not on the screen cannot be used: that is no fault.
      if (await act()) counts.set(name, (counts.get(name) ?? 0) + 1);
      else skipped++;
    } catch (e) {
      const lines = `${e}`.split('\n');
      // Why a click waits in vain stands in the last lines of its log.
      wrong(
        [
          lines[0],
          ...lines.filter((l) => /intercepts|not (?:visible|stable|enabled)|detached|resolved to/.test(l)).slice(-2),
        ].join(' '),
      );
      await page.keyboard.press('Escape');
    }
    await rest();
    done++;
  }
  last = 'the measuring';
  now = await holds();
  first ??= now;
  const cells = [minute, done, skipped, now.heap.toFixed(1), now.nodes, now.listeners, now.documents, now.workers];
  console.log([...cells, errors.length].map((c, i) => String(c).padStart([6, 7, 9, 9, 8, 11, 11, 9, 8][i])).join(''));
}
console.log([...counts].map(([name, n]) => `${name} ${n}`).join(', '));
const ratio = now.heap / first.heap;
const verdict = ratio <= MOST && errors.length === 0 ? 'held' : 'NOT HELD';
console.log(
  `${errors.length} errors; heap at the end ${ratio.toFixed(2)} of that after the first minute (${MOST}): ${verdict}`,
);
await browser.close();
await server.close();
process.exit(verdict === 'held' ? 0 : 1);
