// Makes a fresh clone ready, using only what Node itself ships. Called by `npm start` (deps) and `npm test` (deps browser).
// Not a pre* hook on purpose: `ignore-scripts=true` in a user's .npmrc silently skips hooks.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
const dry = process.env.SETUP_DRY_RUN === '1';
const say = (s) => process.stderr.write(`[setup] ${s}\n`);
const run = (cmd, args, opt = {}) => {
  say(`${dry ? '(dry run) ' : ''}${cmd} ${args.join(' ')}`);
  return dry ? 0 : (spawnSync(cmd, args, { stdio: 'inherit', ...opt }).status ?? 1);
};
// npm started us, so npm_execpath names the very npm to use; this also avoids npm.cmd/shell trouble on Windows.
const npm = (...args) =>
  process.env.npm_execpath
    ? run(process.execPath, [process.env.npm_execpath, ...args])
    : run('npm', args, { shell: process.platform === 'win32' });
const fail = (s) => {
  say(s);
  process.exit(1);
};

const [maj, min] = process.versions.node.split('.').map(Number);
if (maj < 20 || (maj === 20 && min < 19)) fail(`Node ${process.versions.node} is too old: 20.19 or newer is needed.`);

if (process.argv.includes('deps')) {
  const stampFile = 'node_modules/.setup-stamp';
  const stamp = createHash('sha256')
    .update(readFileSync('package-lock.json'))
    .update(`${process.platform}-${process.arch}-${maj}`)
    .digest('hex');
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
    if (npm('ci', '--include=dev', '--no-audit', '--no-fund') !== 0) fail('npm ci failed; see above.');
    if (!dry) writeFileSync(stampFile, stamp);
  }
}

if (process.argv.includes('browser')) {
  const { chromium } = await import('@playwright/test');
  const { findChromium } = await import('./browser.mjs');
  // A launch, not a file check: it also catches missing shared libraries on a bare Linux.
  const choose = () => {
    try {
      return process.env.SETUP_PRETEND_NO_BROWSER === '1' ? { source: 'none' } : findChromium({ shell: true });
    } catch (e) {
      return fail(e.message);
    }
  };
  const probe = async () => {
    const { executablePath, source } = choose();
    if (source === 'none') return 'no Chromium found';
    try {
      const b = await chromium.launch({ ...(executablePath ? { executablePath } : {}), timeout: 30_000 });
      say(`browser: ${source} ${executablePath ?? ''} ${b.version()}`);
      await b.close();
      return '';
    } catch (e) {
      return String(e).split('\n').slice(0, 6).join('\n');
    }
  };
  let why = await probe();
  if (why) {
    say(why);
    const isRoot = process.getuid?.() === 0;
    const os = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
    const cli = fileURLToPath(new URL('../node_modules/@playwright/test/cli.js', import.meta.url));
    const install = () =>
      run(process.execPath, [
        cli,
        'install',
        ...(process.platform === 'linux' && isRoot ? ['--with-deps'] : []),
        '--only-shell',
        'chromium',
      ]);
    // On Debian as root the distribution's package is first: small, and no CDN is needed. (Ubuntu's is a snap stub.)
    const apt = () =>
      run('apt-get', ['update', '-qq']) ||
      run(
        'apt-get',
        ['install', '-y', '--no-install-recommends', 'chromium', 'chromium-headless-shell', 'fonts-dejavu-core'],
        {
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        },
      );
    const tries = /^ID=debian$/m.test(os) && isRoot ? [apt, install] : [install];
    for (const t of tries) {
      if (t() !== 0) continue;
      why = dry ? '' : await probe();
      if (!why) break;
    }
    if (why)
      fail(
        'No working Chromium. Install Chrome/Chromium, or set PLAYWRIGHT_CHROMIUM_PATH, or run: npx playwright install --with-deps chromium\n(unit tests need none: npm run test:unit)',
      );
  }
}
