// What the page is like while it explores, measured in a real Chromium on dist: npm run build && npm run bench:explore
// Prints the frames while two workers try faults, fixes and orders, with the graph of states and without, and how long it takes
// from a press on Stop until the page says so and every worker is gone. Beside them stands the floor of this machine: the same
// page with two workers that only count. What the floor misses no page can keep. It never fails on time.
import { cpus, loadavg } from 'node:os';
import { openBuilt } from './built-page.mjs';
import { instrumentsOf } from './instruments.mjs';
import { runInstruments } from './page-instruments.mjs';

/** Milliseconds (issue of this tool: frames at p95, cancel). */
const BUDGET = { frame: 17, cancel: 100 };
/** Frames that are looked at: some seconds. */
const FRAMES = 240;
/** A script of the page's own address, which its policy wants. */
const COUNTING = 'counting.js';
/** Only what fits is measured: npm run bench:explore -- Stop */
const ONLY = new RegExp(process.argv[2] ?? '');
/** So often a search is stopped. */
const STOPS = 7;

const { browser, address, close } = await openBuilt();

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const ascending = (list) => [...list].sort((a, b) => a - b);

try {
  console.log(
    `${browser.version()} on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}`,
  );
  await frames('nothing runs', async () => undefined);
  await frames('floor: two workers count', countInTwo);
  await frames(
    'every fault, and beside it',
    (dialog) => dialog.getByLabel('Beside it').selectOption('fixed'),
    (dialog) => dialog.getByText(/^\d+ cells? differs?: /).waitFor(),
  );
  await frames('every fix', async (dialog) => {
    await dialog.getByText('Every fix', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Try the fixes' }).click();
  });
  await frames('every order', (dialog) => searchFor(dialog));
  await frames('every order, its graph', async (dialog) => {
    await searchFor(dialog);
    await dialog.getByText('States', { exact: true }).click();
  });
  await stops('Stop, every order', (dialog) => searchFor(dialog));
  await stops('Stop, every fix', async (dialog) => {
    await dialog.getByText('Every fix', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Try the fixes' }).click();
  });
} finally {
  await close();
}

/** A search that takes longer than it is looked at. */
async function searchFor(dialog) {
  await dialog.getByText('Every order', { exact: true }).click();
  await dialog.getByLabel('What may happen at any time').fill('notify:1,remove,session');
  await dialog.getByLabel('At most so many switches').selectOption('4');
  await dialog.getByRole('button', { name: 'Try every order' }).click();
  await dialog.getByRole('status').filter({ hasText: 'states' }).waitFor();
}

async function explorer() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('ffa-scope.tour', 'shown'));
  await page.addInitScript(instrumentsOf(runInstruments));
  await page.goto(`${address}#/explore`);
  const dialog = page.getByRole('dialog', { name: 'Explore: what can go wrong here' });
  // The sweep that the dialog begins with has ended.
  await dialog
    .getByRole('status')
    .filter({ hasText: /places tried/ })
    .waitFor({ timeout: 60_000 });
  return { context, page, dialog };
}

async function countInTwo(_dialog, page) {
  const body = 'let n = 0; for (;;) n = (n * 31 + 7) | 0;';
  await page.context().route(`**/${COUNTING}`, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.evaluate((name) => {
    globalThis.counting = [new Worker(name), new Worker(name)];
  }, COUNTING);
}

/** Times between frames while something is tried, and the longest task: some seconds, or to its end where `ended` waits for it. */
async function frames(what, begin, ended = null) {
  if (!ONLY.test(what)) return;
  const { context, page, dialog } = await explorer();
  await page.evaluate(() => window.bench.forgetTasks());
  const watched = ended === null ? null : page.evaluate(() => window.bench.framesUntilStopped());
  await begin(dialog, page);
  if (ended !== null) {
    await ended(dialog);
    await page.evaluate(() => window.bench.stopFrames());
  }
  const times = ascending(await (watched ?? page.evaluate((n) => window.bench.frames(n, () => undefined), FRAMES)));
  const longest = await page.evaluate(() => window.bench.longest());
  const workers = page.workers().length;
  const p95 = at(times, 0.95);
  console.log(
    `${what.padEnd(28)} ${String(times.length).padStart(3)} frames: median ${at(times, 0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, worst ${(times.at(-1) ?? 0).toFixed(0)} ms, longest task ${longest.toFixed(0)} ms, ${workers} workers, budget ${BUDGET.frame} ms, ratio ${(p95 / BUDGET.frame).toFixed(2)}`,
  );
  await context.close();
}

/** From the press on Stop to the paint that says so, and to when no worker of the search runs any more. */
async function stops(what, begin) {
  if (!ONLY.test(what)) return;
  const times = [];
  const gone = [];
  const { context, page, dialog } = await explorer();
  const before = page.workers().length;
  for (let n = 0; n < STOPS; n++) {
    await begin(dialog);
    await page.waitForTimeout(700);
    const stop = await dialog.getByRole('button', { name: 'Stop and keep what is there' }).elementHandle();
    const from = performance.now();
    const took = page.evaluate(async (button) => {
      const pressed = performance.now();
      button.click();
      return (await window.bench.painted()) - pressed;
    }, stop);
    while (page.workers().length > before) await new Promise((done) => setTimeout(done, 1));
    gone.push(performance.now() - from);
    times.push(await took);
  }
  print(`${what}: said`, times);
  print(`${what}: workers gone`, gone);
  await context.close();
}

function print(what, times) {
  const sorted = ascending(times);
  const worst = sorted.at(-1) ?? 0;
  console.log(
    `${what.padEnd(32)} median ${at(sorted, 0.5).toFixed(1)} ms, worst of ${STOPS} ${worst.toFixed(1)} ms, budget ${BUDGET.cancel} ms, ratio ${(worst / BUDGET.cancel).toFixed(2)}`,
  );
}
