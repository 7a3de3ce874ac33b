// The page beside what people would draw a sequence with: npm run build && npm run bench:peers
// pintora, ZenUML, Mermaid and PlantUML are built into a page each; each is opened by a browser that knows nothing of it, in
// turn with ours: a link of a run of as many rows. Prints medians of the time from the navigation to the paint with the
// sequence in it, of the drawing alone, and our ratios to the fastest. It never fails on time, but on a sequence that is not there.
//   --sizes=1000,10000    how many messages     --rounds=5     --only=pintora,zenuml svg     --limit=90 (seconds for each)
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from './browser.mjs';
import { instrumentsOf } from './instruments.mjs';
import { linkOf } from './long-run.mjs';
import { runInstruments } from './page-instruments.mjs';
import { INSTALLED, LINKED, PEERS } from './peers/peers.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const option = (name, usual) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? usual;
const dist = process.env.BENCH_DIST ?? join(root, 'dist');
if (!existsSync(join(dist, 'index.html'))) {
  console.error(`${dist} holds no page. Run npm run build first.`);
  process.exit(2);
}
const rounds = Number(option('rounds', '5'));
const sizes = option('sizes', '1000,10000').split(',').map(Number);
const limit = Number(option('limit', '90')) * 1000;
const names = option('only', Object.keys(PEERS).join(',')).split(',');
const unknown = names.find((n) => !Object.hasOwn(PEERS, n));
if (unknown !== undefined || [...sizes, rounds, limit].some((n) => !(n > 0))) {
  console.error(`--only takes ${Object.keys(PEERS).join(', ')}; --sizes, --rounds and --limit numbers above 0.`);
  process.exit(2);
}
/** Rows of one action that loads an application, and of the probe before: so many make about as many rows. */
const LOAD_ROWS = 546;
const PROBE_ROWS = 115;
const temporary = process.env.BENCH_PEERS ?? mkdtempSync(join(tmpdir(), 'ffa-scope-peers-'));
const { executablePath } = findChromium();
const servers = [];

try {
  if (!existsSync(join(temporary, 'dist', 'index.html'))) await make();
  const [ours, theirs] = [await served(dist), await served(join(temporary, 'dist'))];
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}, ${rounds} rounds`,
  );
  const file = join(temporary, 'recording.txt');
  for (const size of sizes) {
    const loads = Math.max(1, Math.round((size - PROBE_ROWS) / LOAD_ROWS));
    const link = linkOf({
      v: 1,
      title: `${size}`,
      actions: [{ do: 'probe' }, ...Array(loads).fill({ do: 'load-ta' })],
    });
    execFileSync(process.execPath, [join(root, 'tools', 'big-trace.mjs'), String((size * 155) / 1e6), file, '--bare']);
    const times = new Map([['this page', []], ...names.map((n) => [n, []])]);
    for (let round = 0; round < rounds; round++)
      for (const [name, list] of times) {
        // What has taken longer than the limit once is not tried again.
        if (list.includes(null)) continue;
        list.push(name === 'this page' ? await openOurs(ours, link, file) : await openTheirs(theirs, name, size));
      }
    tell(size, times);
  }
  console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
} finally {
  for (const server of servers) await server.close();
  if (process.env.BENCH_PEERS === undefined) rmSync(temporary, { recursive: true, force: true });
}

/** A page for each peer, built as ours is. */
async function make() {
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, 'package.json'), JSON.stringify({ private: true, dependencies: INSTALLED }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'], {
    cwd: temporary,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const name of LINKED) {
    const at = join(temporary, 'node_modules', name);
    if (existsSync(at)) continue;
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), at);
  }
  copyFileSync(join(root, 'tools', 'peers', 'messages.mjs'), join(temporary, 'messages.mjs'));
  mkdirSync(join(temporary, 'public'), { recursive: true });
  const plantuml = join(root, 'node_modules', '@plantuml', 'core');
  for (const extra of ['viz-global.js', 'themes.js', 'emoji.js', 'openiconic.js'])
    if (existsSync(join(plantuml, extra))) cpSync(join(plantuml, extra), join(temporary, 'public', extra));
  const input = { index: join(temporary, 'index.html') };
  writeFileSync(input.index, '<!doctype html><title>Peers</title>');
  for (const [name, { imports, draw, head = '' }] of Object.entries(PEERS)) {
    const id = idOf(name);
    input[id] = join(temporary, `${id}.html`);
    writeFileSync(
      input[id],
      `<!doctype html><meta charset="utf-8"><title>${name}</title>${head}<div id="place" style="width:1200px"></div><script type="module" src="./${id}.mjs"></script>`,
    );
    writeFileSync(
      join(temporary, `${id}.mjs`),
      `import { messages, textOf } from './messages.mjs';\n${imports}
      const place = document.getElementById('place');
      const all = messages(Number(new URLSearchParams(location.search).get('n')));
      const start = performance.now();
      const draw = async () => { ${draw} };
      window.drawn = draw().then(async () => {
        const at = await window.bench.painted();
        const words = place.textContent.replace(/\\s/g, '');
        return { all: at, drawing: at - start, whole: words.includes(all.at(-1).label.replace(/\\s/g, '')) };
      });`,
    );
  }
  await build({
    root: temporary,
    configFile: false,
    logLevel: 'error',
    build: { outDir: join(temporary, 'dist'), chunkSizeWarningLimit: 1e5, rolldownOptions: { input, checks: {} } },
  });
}

function idOf(name) {
  return name.replaceAll(' ', '-');
}

async function served(outDir) {
  const server = await preview({
    root: temporary,
    configFile: false,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, strictPort: false },
  });
  servers.push(server);
  return server.resolvedUrls?.local[0] ?? '';
}

/** A page in a browser of its own: null where it takes longer than the limit or the tab goes down. */
async function inBrowser(measure) {
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  let timer;
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(instrumentsOf(runInstruments));
    const late = new Promise((done) => {
      timer = setTimeout(() => done(null), limit);
      page.on('crash', () => done(null));
    });
    return await Promise.race([measure(page), late]);
  } finally {
    clearTimeout(timer);
    await browser.close();
  }
}

/** The time to the first screenful of a link, and from the choice of a file of as many rows to its first ones. */
function openOurs(address, link, file) {
  return inBrowser(async (page) => {
    await page.goto(address + link);
    const all = await page.evaluate(() => window.bench.screenful);
    await page.locator('html[data-idle="true"]').waitFor();
    // A page that is open: some seconds later it has loaded the parts that it may need, the reader of recordings among them.
    await page.locator('html[data-ahead="true"]').waitFor();
    await page.waitForTimeout(1000);
    return { all, drawing: await dropped(page, file) };
  });
}

/** A file is dropped on the page: milliseconds until its first rows are painted. */
function dropped(page, file) {
  return page.evaluate(
    (text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'recording.txt', { type: 'text/plain' }));
      const { title } = document;
      const start = performance.now();
      const painted = new Promise((done) => {
        const seen = new MutationObserver(() => {
          // The page is named after what is shown.
          if (document.title === title || document.querySelector('[data-diagram] [role=option]') === null) return;
          seen.disconnect();
          window.bench.painted().then((at) => done(at - start));
        });
        seen.observe(document, { subtree: true, childList: true, attributes: true });
      });
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
      return painted;
    },
    readFileSync(file, 'utf8'),
  );
}

function openTheirs(address, name, size) {
  return inBrowser(async (page) => {
    await page.goto(`${address}${idOf(name)}.html?n=${size}`);
    await page.waitForFunction(() => window.drawn !== undefined, null, { timeout: limit });
    const { all, drawing, whole } = await page.evaluate(() => window.drawn);
    if (!whole) throw new Error(`${name} did not draw the last of ${size} messages`);
    return { all, drawing };
  }).catch((error) => {
    // A tab that goes down while it is asked.
    if (/crash|closed/i.test(String(error))) return null;
    throw error;
  });
}

function tell(size, times) {
  console.log(`${size.toLocaleString('en')} messages`);
  const medians = [...times].map(([name, list]) => ({ name, all: of(list, 'all'), drawing: of(list, 'drawing') }));
  for (const { name, all, drawing } of medians) {
    const [a, d] = ['all', 'drawing'].map((key) => best(times.get(name), key));
    console.log(`  ${name.padEnd(12)} painted after ${shown(all)}${a}, drawing alone ${shown(drawing)}${d}`);
  }
  const [ours, ...peers] = medians;
  for (const [what, key] of [
    ['navigation to painted', 'all'],
    ['first rows of a dropped recording beside the drawing alone', 'drawing'],
  ]) {
    const fastest = peers.filter((p) => p[key] !== null).toSorted((a, b) => a[key] - b[key])[0];
    if (fastest !== undefined && ours[key] !== null)
      console.log(`  ${what}: ${(fastest[key] / ours[key]).toFixed(2)} times faster than ${fastest.name}`);
  }
}

function of(list, key) {
  if (list.includes(null)) return null;
  return list.map((t) => t[key]).toSorted((a, b) => a - b)[list.length >> 1];
}

/** The shortest time, which a busy machine disturbs least. */
function best(list, key) {
  const times = list.flatMap((t) => (t === null ? [] : [t[key]]));
  return times.length === 0 ? '' : ` (best ${Math.min(...times).toFixed(0)})`;
}

function shown(ms) {
  return ms === null ? `nothing within ${limit / 1000} s` : `${ms.toFixed(0).padStart(6)} ms`;
}
