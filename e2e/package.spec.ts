import { type ExecFileSyncOptions, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { expect, settled, test } from './support/page.ts';
import { fixture, panel, title } from './support/recordings.ts';

// The command line as people get it: packed, installed without a net into an empty folder, and run from there.

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
/** The most bytes that a packed program has: 3 MB. */
const MOST = 3_000_000;

let folder = '';
let size = 0;
test.describe.configure({ mode: 'serial' });
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ffa-scope-package-'));
  const where: ExecFileSyncOptions = { stdio: ['ignore', 'pipe', 'ignore'] };
  // What is packed is what `npm run build` has left; the page that the other tests open is the same.
  const packed = execFileSync(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
    ...where,
    cwd: root,
  });
  const [{ filename }] = JSON.parse(String(packed)) as [{ filename: string }];
  size = statSync(join(folder, filename)).size;
  execFileSync(npm, ['install', '--offline', '--no-audit', '--no-fund', `./${filename}`], { ...where, cwd: folder });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = (): string => join(folder, 'node_modules', 'ffa-scope', manifest.bin['ffa-scope']);
const installed = (...args: string[]): string =>
  execFileSync(npm, ['exec', '--offline', '--', 'ffa-scope', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

test('the package is small, brings nothing with it, and holds no map of sources', () => {
  process.stdout.write(`package: ${(size / 1e6).toFixed(2)} MB\n`);
  expect(size).toBeLessThanOrEqual(MOST);
  const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: object };
  expect(Object.keys(lock.packages)).toEqual(['', 'node_modules/ffa-scope']);
  expect(
    execFileSync('find', [join(folder, 'node_modules', 'ffa-scope'), '-name', '*.map'], { encoding: 'utf8' }),
  ).toBe('');
});

test('npx runs it in an empty folder: rows, the version, and what ships with it', () => {
  expect(installed('--version')).toBe(`ffa-scope ${manifest.version}\n`);
  expect(installed('open', fixture('f-async-uart.trace.txt'))).toContain('FFA_NOTIFICATION_GET');
  expect(installed('run', 'probe', '--format', 'outcome')).toMatch(/^\{"result":0/);
  expect(installed('conformance')).toMatch(/\n(\d+)\/\1 equal, \d+ not applicable\n$/);
});

test('serve opens a recording in the page, for this machine alone', async ({ page }) => {
  const server = spawn(process.execPath, [program(), 'serve', fixture('f-async-uart.trace.txt')], { cwd: folder });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    await page.goto(String(line).trim());
    await expect(title(page)).toHaveText('f-async-uart.trace.txt');
    await settled(page);
    await expect(panel(page)).toContainText('Every reply is one that the profile gives.');
    // The page would ask for the parts that it loads ahead.
    await page.close();
  } finally {
    server.kill('SIGINT');
  }
  await once(server, 'exit');
  expect(server.exitCode).toBe(0);
});
