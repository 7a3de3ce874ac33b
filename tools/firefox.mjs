// The distribution's Firefox, which Playwright drives over WebDriver BiDi: its own Firefox is another program, with patches.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FIXED = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * Where Firefox is: FIREFOX_PATH, else the search path, else the usual places.
 * @returns {string | undefined} undefined where there is none
 * @throws where FIREFOX_PATH names no file
 */
export function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`FIREFOX_PATH=${named} does not exist.`);
    return named;
  }
  const dirs = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':').filter(Boolean);
  const names = process.platform === 'win32' ? ['firefox.exe'] : ['firefox-esr', 'firefox'];
  return [...names.flatMap((n) => dirs.map((d) => join(d, n))), ...FIXED].find((p) => existsSync(p));
}
