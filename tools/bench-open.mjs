// How soon the page shows something, beside an older commit in one run: npm run bench:open -- REV [--rounds=7]
// Both are built and served here, and are opened in turn A B A B, each time by a browser that knows nothing of them: the
// first lesson and the link of a long run. Prints medians and ratios (above 1: this tree is faster) of the time to the first
// paint with rows in it, of the time until nothing is under way any more, and the longest task meanwhile. Never fails on time.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { findChromium } from './browser.mjs';
import { instrumentsOf } from './instruments.mjs';
import { LONG, linkOf } from './long-run.mjs';
import { runInstruments } from './page-instruments.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [rev] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
if (rev === undefined) {
  console.error('Which commit? npm run bench:open -- REV, with a name that git knows.');
  process.exit(2);
}
const rounds = Number(process.argv.find((a) => a.startsWith('--rounds='))?.slice(9) ?? 7);
const temporary = mkdtempSync(join(tmpdir(), 'ffa-scope-open-'));
const { executablePath } = findChromium();
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
const servers = [];

try {
  const commit = execFileSync('git', ['rev-parse', '--short', `${rev}^{commit}`], { cwd: root, encoding: 'utf8' });
  const before = await served(unpacked(commit.trim()));
  const now = await served(root);
  console.log(`this tree beside ${commit.trim()}, ${browser.version()}, ${rounds} rounds`);
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}`);
  for (const [what, fragment] of [
    ['lesson 1', ''],
    ['108,000 rows', linkOf(LONG)],
  ]) {
    const times = { before: [], now: [] };
    for (let i = 0; i < rounds; i++) {
      times.before.push(await opened(before + fragment));
      times.now.push(await opened(now + fragment));
    }
    for (const name of ['screenful', 'rest', 'task']) print(what, name, times);
  }
  console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
} finally {
  await browser.close();
  for (const server of servers) await server.close();
  rmSync(temporary, { recursive: true, force: true });
}

/** The commit's files in a folder of their own, with the packages that are installed here. */
function unpacked(commit) {
  const folder = join(temporary, 'tree');
  mkdirSync(folder);
  execFileSync('tar', ['-x', '-C', folder], {
    input: execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 1 << 30 }),
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Builds a tree by its own configuration, and serves it: its address. */
async function served(tree) {
  const outDir = join(temporary, servers.length === 0 ? 'before' : 'now');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  execFileSync(process.execPath, [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'error'], {
    cwd: tree,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const server = await preview({ root, build: { outDir }, preview: { host: '127.0.0.1', port: 0, strictPort: false } });
  servers.push(server);
  return server.resolvedUrls?.local[0] ?? '';
}

async function opened(address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(instrumentsOf(runInstruments));
  await page.goto(address);
  const screenful = await page.evaluate(() => window.bench.screenful);
  const rest = await page.evaluate(() => window.bench.usable);
  const task = await page.evaluate(() => window.bench.longest());
  await context.close();
  return { screenful, rest, task };
}

function print(what, name, { before, now }) {
  const TITLES = { screenful: 'first rows painted', rest: 'all at rest', task: 'longest task' };
  const [a, b] = [before, now].map((list) => median(list.map((t) => t[name])));
  console.log(
    `${what.padEnd(13)} ${TITLES[name].padEnd(19)} ${a.toFixed(0).padStart(6)} -> ${b.toFixed(0).padStart(6)} ms, ratio ${(a / b).toFixed(2)}`,
  );
}

function median(list) {
  return list.toSorted((x, y) => x - y)[list.length >> 1];
}
