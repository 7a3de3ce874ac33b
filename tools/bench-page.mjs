// What a person waits for, measured in a real Chromium on dist: npm run build && npm run bench:page
// Prints each number beside its budget (value / budget, over or within), for a long run, for the first lesson and for the
// floor of this machine: a page of nothing but one layer as large as the diagram, which is moved in every frame and changes
// one word at a key press. What the floor misses no page can keep. It never fails on time.
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { gzipSync } from 'node:zlib';
import { builtFolder, openBuilt } from './built-page.mjs';
import { instrumentsOf } from './instruments.mjs';
import { LONG, linkOf } from './long-run.mjs';
import { runInstruments } from './page-instruments.mjs';

const html = readFileSync(`${builtFolder()}/index.html`, 'utf8');

const LOADS = 5;
const FRAMES = 240;
const STEPS = 120;

const { browser, address, close } = await openBuilt();

try {
  console.log(
    `${browser.version()} on ${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}`,
  );
  const floor = await measureFloor();
  const lesson = await measure('');
  const long = await measure(linkOf(LONG));
  print(floor, lesson, long);
} finally {
  await close();
}

async function newPage() {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(instrumentsOf(runInstruments));
  return page;
}

/** Everything about one link. Each number of a load is the median of several. */
async function measure(fragment) {
  const usable = [];
  const screenful = [];
  let scripts = [];
  for (let n = 0; n < LOADS; n++) {
    const page = await newPage();
    const bodies = [];
    const heard = (r) => {
      if (r.request().resourceType() === 'script') bodies.push(sizeOf(r));
    };
    page.on('response', heard);
    await page.goto(address + fragment);
    screenful.push(await page.evaluate(() => window.bench.screenful));
    usable.push(await page.evaluate(() => window.bench.usable));
    // What comes after the page is at rest is not of the load, and could come when the page is gone.
    page.off('response', heard);
    scripts = await Promise.all(bodies);
    await page.context().close();
  }
  const page = await newPage();
  await page.goto(address + fragment);
  await page.evaluate(() => window.bench.usable);
  const rows = Number(await page.getByRole('slider', { name: 'Playback position' }).getAttribute('max')) + 1;
  await page.evaluate(() => window.bench.forgetTasks());
  const scroll = await page.evaluate((frames) => window.bench.scroll(frames), FRAMES);
  const scrub = await page.evaluate((frames) => window.bench.scrub(frames), FRAMES);
  await page.evaluate((row) => window.bench.seek(row), Math.floor(rows / 2));
  const press = await keyPresses(page);
  const longest = await page.evaluate(() => window.bench.longest());
  await page.context().close();
  return { rows, usable: median(usable), screenful: median(screenful), scripts, scroll, scrub, ...press, longest };
}

/** A script that came, as a server that compresses sends it; `first` for those that index.html names. */
async function sizeOf(response) {
  const name = new URL(response.url()).pathname.split('/').at(-1);
  return { bytes: gzipSync(await response.body(), { level: 9 }).length, first: html.includes(name) };
}

/** Real key presses, one after another as fast as the page takes them, and the frames meanwhile. */
async function keyPresses(page) {
  const frames = page.evaluate(() => window.bench.framesUntilStopped());
  await page.evaluate(() => window.bench.watchKeys());
  for (let n = 0; n < STEPS; n++) {
    await page.keyboard.press(n % 4 === 3 ? 'ArrowLeft' : 'ArrowRight');
    await page.evaluate(() => window.bench.painted());
  }
  await page.evaluate(() => window.bench.stopFrames());
  return { step: await frames, key: await page.evaluate(() => window.bench.keys) };
}

/** The same measurements of a page that does nothing. */
async function measureFloor() {
  const page = await newPage();
  await page.goto('about:blank');
  await page.setContent(
    '<p tabindex="0">0</p><div style="width:692px;height:540px;background:#eef;will-change:transform">',
  );
  const frames = await page.evaluate((n) => {
    const layer = document.querySelector('div');
    return window.bench.frames(n, (i) => {
      layer.style.transform = `translateY(${i % 40}px)`;
    });
  }, FRAMES);
  await page.evaluate(() => {
    const word = document.querySelector('p');
    addEventListener('keydown', () => {
      word.textContent = String(Number(word.textContent) + 1);
    });
  });
  const press = await keyPresses(page);
  const longest = await page.evaluate(() => window.bench.longest());
  await page.context().close();
  return { usable: null, screenful: null, scripts: null, scroll: frames, scrub: frames, ...press, longest };
}

function print(floor, lesson, long) {
  const frames = (name, of) => ({
    name: `${name}, frame p95`,
    budget: 17,
    shown: [p(of(floor), 0.95), p(of(lesson), 0.95), p(of(long), 0.95)],
    more: `${spread(of(lesson))} | ${spread(of(long))}`,
  });
  const kb = (of, counts) => of.scripts.filter(counts).reduce((sum, s) => sum + s.bytes, 0) / 1000;
  const script = (name, counts) => ({
    name: `script ${name}, kB gz`,
    budget: 150,
    shown: [null, kb(lesson, counts), kb(long, counts)],
  });
  const lines = [
    {
      name: 'first screenful after',
      budget: 1000,
      shown: [null, lesson.screenful, long.screenful],
      more: `median of ${LOADS}`,
    },
    { name: 'all at rest after', budget: 1000, shown: [null, lesson.usable, long.usable], more: `median of ${LOADS}` },
    frames('scroll', (m) => m.scroll),
    frames('scrub', (m) => m.scrub),
    frames('step', (m) => m.step),
    {
      name: 'key to paint, p95',
      budget: 33,
      shown: [p(floor.key, 0.95), p(lesson.key, 0.95), p(long.key, 0.95)],
      more: `${spread(lesson.key)} | ${spread(long.key)}`,
    },
    {
      name: 'longest task after load',
      budget: 50,
      shown: [floor.longest, lesson.longest, long.longest],
      more: '0: below 50',
    },
    script('of index.html', (s) => s.first),
    script('until at rest', () => true),
  ];
  const table = [
    [
      'milliseconds',
      'floor',
      `lesson 1, ${count(lesson.rows)} rows`,
      `${count(long.rows)} rows`,
      'budget',
      'ratios',
      'verdict',
    ],
    ...lines.map(({ name, budget, shown, more = '' }) => [
      name,
      ...shown.map((v) => (v === null ? '' : v.toFixed(1))),
      String(budget),
      `${ratio(shown[1], budget)} | ${ratio(shown[2], budget)}`,
      `${verdict(shown[1], budget)} | ${verdict(shown[2], budget)}`,
      more,
    ]),
  ];
  const widths = table[1].map((_, i) => Math.max(...table.map((l) => (l[i] ?? '').length)));
  for (const l of table)
    console.log(l.map((c, i) => (i === 0 || i === 7 ? c.padEnd(widths[i]) : c.padStart(widths[i]))).join('  '));
}

function spread(values) {
  return `p50 ${p(values, 0.5).toFixed(1)}, worst ${Math.max(...values).toFixed(0)}`;
}

function ratio(value, budget) {
  return (value / budget).toFixed(2);
}

function verdict(value, budget) {
  return value <= budget ? 'within' : 'over';
}

function count(n) {
  return n.toLocaleString('en-US');
}

function p(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.ceil(sorted.length * share), sorted.length) - 1] ?? Number.NaN;
}

function median(values) {
  return p(values, 0.5);
}
