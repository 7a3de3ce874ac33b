// The browser tests in the distribution's Firefox: `npm run test:firefox [-- FILE… | -g TITLE]`, with the page built.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findFirefox } from './firefox.mjs';

/** Without a name these are not run: they open a hundred pages that have little of a browser in them. */
const LONG = ['documents.spec.ts', 'room.spec.ts'];

if (findFirefox() === undefined) {
  console.error(
    'There is no Firefox here: install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH to the one that you have.',
  );
  process.exit(1);
}
const path = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const asked = process.argv.slice(2);
const core = readdirSync(path('e2e')).filter((f) => f.endsWith('.spec.ts') && !LONG.includes(f));
const files = asked.some((a) => a.includes('.spec')) ? [] : core;
const cli = path('node_modules/@playwright/test/cli.js');
const { status } = spawnSync(process.execPath, [cli, 'test', '-c', 'e2e/firefox.config.ts', ...files, ...asked], {
  stdio: 'inherit',
  cwd: path(''),
});
process.exit(status ?? 1);
