// How a long recording opens in a real Chromium on dist: npm run build && npm run bench:recording
// Synthetic traces made of the recorded ones: 100 MB of text with the callers' stacks and a million rows and more without
// them (big-trace.mjs), 100 MB of trace.dat and the text of the same events (big-trace-dat.mjs). Prints each number beside
// its budget, and the binary's beside its text's; it never fails on time.
//   --only=N     the trace with this number, from 0
//   --keep       does not delete the traces, and takes those that are there
//   --profile    also prints where the main thread spent its time while the file was read
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './browser.mjs';
import { instrumentsOf } from './instruments.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = process.env.BENCH_DIST ?? `${root}dist`;
if (!existsSync(`${dist}/index.html`)) {
  console.error(`${dist} holds no page. Run npm run build first.`);
  process.exit(2);
}
const keep = process.argv.includes('--keep');
const profiled = process.argv.includes('--profile');
const FRAMES = 180;

const temporary = (name) => join(tmpdir(), `ffa-scope-${name}`);
const BINARY = [temporary('100.dat'), temporary('100.dat.txt')];
const only = /^--only=(\d)$/.exec(process.argv.find((a) => a.startsWith('--only=')) ?? '')?.[1];
/** The second has more than a million rows; the last two are one recording. */
const TRACES = [
  { name: '100 MB', file: temporary('100.trace.txt'), make: ['big-trace.mjs', '100', temporary('100.trace.txt')] },
  {
    name: 'a million rows',
    ...{ file: temporary('200.trace.txt'), make: ['big-trace.mjs', '200', temporary('200.trace.txt'), '--bare'] },
  },
  { name: 'trace.dat', file: BINARY[0], make: ['big-trace-dat.mjs', '100', ...BINARY] },
  { name: 'the same as text', file: BINARY[1], make: ['big-trace-dat.mjs', '100', ...BINARY] },
].filter((_, i) => only === undefined || i === Number(only));

const { executablePath } = findChromium();
const launched = await chromium.launchServer(executablePath === undefined ? {} : { executablePath });
const browser = await chromium.connect(launched.wsEndpoint());
const server = await preview({
  root,
  build: { outDir: dist },
  preview: { host: '127.0.0.1', port: 0, strictPort: false },
});
const address = server.resolvedUrls?.local[0] ?? '';

try {
  console.log(
    `${browser.version()} on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}`,
  );
  const measured = new Map();
  for (const trace of TRACES) {
    const m = await measure(trace);
    measured.set(trace.name, m);
    print(trace.name, m);
  }
  compare(measured.get('trace.dat'), measured.get('the same as text'));
} finally {
  await browser.close();
  await launched.close();
  await server.close();
}

async function measure({ file, make: [tool, ...args] }) {
  if (!keep || !existsSync(file)) execFileSync(process.execPath, [`${root}tools/${tool}`, ...args]);
  const bytes = statSync(file).size;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.on('pageerror', (e) => console.error(`exception: ${e.message}`));
  await page.addInitScript(instrumentsOf(instruments));
  await page.goto(address);
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await page.getByLabel('File of a recording').waitFor({ state: 'attached' });
  const cdp = profiled ? await context.newCDPSession(page) : null;
  await cdp?.send('Profiler.enable');
  await cdp?.send('Profiler.setSamplingInterval', { interval: 500 });
  const before = memory();
  let peak = 0;
  const sampler = setInterval(() => {
    peak = Math.max(peak, memory());
  }, 100);
  await page.evaluate(() => window.bench.forgetTasks());
  await cdp?.send('Profiler.start');
  await page.getByLabel('File of a recording').setInputFiles(file);
  const opened = await page.evaluate(() => window.bench.opened);
  const longest = await page.evaluate(() => window.bench.longest());
  if (cdp !== null) console.log(JSON.stringify(await page.evaluate(() => window.bench.tasksSince())));
  if (cdp !== null) explain((await cdp.send('Profiler.stop')).profile);
  clearInterval(sampler);
  if (!keep) rmSync(file);
  const rows = Number(await page.getByRole('slider', { name: 'Playback position' }).getAttribute('max')) + 1;
  await page.evaluate(() => window.bench.forgetTasks());
  const scroll = await page.evaluate((frames) => window.bench.scroll(frames), FRAMES);
  const after = await page.evaluate(() => window.bench.longest());
  await page.keyboard.press('End');
  await page.evaluate(() => window.bench.painted());
  const end = await page.evaluate(() => window.bench.longest());
  await context.close();
  return { bytes, rows, ...opened, longest, peak: peak - before, scroll, after, end };
}

/** Resident memory of the browser's renderers in bytes, the page's and its workers'; 0 where the system does not tell. */
function memory() {
  const parent = launched.process().pid;
  try {
    let sum = 0;
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        if (!command.includes('--type=renderer') || !descends(Number(name), parent)) continue;
        sum += Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1] ?? 0) * 1024;
      } catch {
        // It ended meanwhile.
      }
    }
    return sum;
  } catch {
    return 0;
  }
}

function descends(pid, from) {
  for (let at = pid; at > 1; ) {
    if (at === from) return true;
    at = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${at}/status`, 'utf8'))?.[1] ?? 0);
  }
  return false;
}

function print(name, m) {
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const ms = (v) => `${v.toFixed(0)} ms`;
  const lines = [
    [`${name}: ${(m.bytes / 1e6).toFixed(1)} MB, ${m.rows.toLocaleString('en-US')} rows`, '', 'budget'],
    ['  first row on screen after', seconds(m.first), ''],
    ['  everything read and checked after', seconds(m.whole), '20 s for 100 MB'],
    ['  longest task of the page meanwhile', m.longest === 0 ? 'below 50 ms' : ms(m.longest), '50 ms'],
    ['  most memory of the renderer', m.peak <= 0 ? 'not known here' : `${(m.peak / 1e6).toFixed(0)} MB more`, ''],
    ['  scroll, frame p95', ms(p(m.scroll, 0.95)), '17 ms'],
    ['  longest task while scrolling', m.after === 0 ? 'below 50 ms' : ms(m.after), '50 ms'],
    ['  longest task of a jump to the last row', m.end === 0 ? 'below 50 ms' : ms(m.end), '50 ms'],
  ];
  for (const [what, value, budget] of lines) console.log(`${what.padEnd(42)} ${value.padStart(16)}  ${budget}`);
}

/** The binary beside its text, where both were measured. */
function compare(binary, text) {
  if (binary === undefined || text === undefined) return;
  const times = (a, b) => `${(a / b).toFixed(2)} times`;
  for (const [what, value, budget] of [
    ['trace.dat beside its text: the whole', times(binary.whole, text.whole), '1.5 times'],
    ['  its most memory, of its size', times(binary.peak, binary.bytes), '3 times'],
  ])
    console.log(`${what.padEnd(42)} ${value.padStart(16)}  ${budget}`);
}

function p(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? Number.NaN;
}

/** Functions by the time that they took themselves, and by the time with everything that they called. */
function explain({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const parent = new Map(nodes.flatMap((n) => (n.children ?? []).map((c) => [c, n.id])));
  const nameOf = (n) =>
    `${n.callFrame.functionName || '(anonymous)'} ${n.callFrame.url.split('/').at(-1)}:${n.callFrame.lineNumber}:${n.callFrame.columnNumber}`;
  const profile = { byId, parent, nameOf, samples, timeDeltas };
  const tell = (title, first, end) => tellStretch(profile, title, first, end);
  // The longest stretch without a pause: what the longest task did.
  let [from, best, bestFrom, bestTo, length] = [0, 0, 0, 0, 0];
  samples.forEach((id, i) => {
    if (byId.get(id).callFrame.functionName === '(idle)') {
      from = i + 1;
      length = 0;
      return;
    }
    length += timeDeltas[i + 1] ?? 0;
    if (length > best) [best, bestFrom, bestTo] = [length, from, i + 1];
  });
  tell(`longest stretch, ${(best / 1000).toFixed(0)} ms`, bestFrom, bestTo);
  tell('all', 0, samples.length);
}

/** @param {string} title */
function tellStretch({ byId, parent, nameOf, samples, timeDeltas }, title, first, end) {
  const self = new Map();
  const total = new Map();
  samples.slice(first, end).forEach((id, n) => {
    const time = (timeDeltas[first + n + 1] ?? 0) / 1000;
    self.set(nameOf(byId.get(id)), (self.get(nameOf(byId.get(id))) ?? 0) + time);
    const seen = new Set();
    for (let at = id; at !== undefined; at = parent.get(at)) {
      const name = nameOf(byId.get(at));
      if (!seen.has(name)) total.set(name, (total.get(name) ?? 0) + time);
      seen.add(name);
    }
  });
  console.log(`  ${title}`);
  for (const [kind, of] of [
    ['self', self],
    ['total', total],
  ])
    for (const [name, time] of [...of].sort((a, b) => b[1] - a[1]).slice(0, 15))
      console.log(`    ${kind} ${time.toFixed(0).padStart(6)} ms  ${name}`);
}

/** Runs in the page before its own scripts, with what instruments.mjs has. */
function instruments({ painted }) {
  let start = 0;
  return {
    /** Milliseconds from the choice of the file to its first row, and to the paint in which nothing is under way. */
    opened: new Promise((done) => {
      let first = 0;
      const look = () => {
        if (start === 0) return;
        const rows = document.querySelector('[data-diagram] [role=option]') !== null;
        if (first === 0 && rows) first = performance.now() - start;
        if (first > 0 && document.documentElement.dataset.idle === 'true')
          painted().then((at) => done({ first, whole: at - start }));
      };
      addEventListener(
        'change',
        (e) => {
          if (e.target.type !== 'file') return;
          start = performance.now();
          // The page may not have noticed the file yet: what it shows now belongs to what was open.
          painted().then(() => {
            new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
            look();
          });
        },
        true,
      );
    }),
    /** When each long task began after the choice of the file, and how long it was; in milliseconds. */
    tasksSince() {
      return this.tasks().map((t) => [Math.round(t.startTime - start), Math.round(t.duration)]);
    },
  };
}
