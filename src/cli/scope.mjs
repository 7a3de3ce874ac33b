// Starts the command line: Node 20 does not read TypeScript, so the program is bundled on the first start and after a
// change of its sources, and the bundle is kept in node_modules/.cache/scope, in parts: a command loads only what it needs.
// Uses only what Node ships until then.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'scope');
const manifest = join(cache, 'manifest.json');
const ENTRY = 'ffa-scope.mjs';

/** A hash of the contents of these files; null when one of them cannot be read. */
function stampOf(files) {
  const hash = createHash('sha256').update(`${process.versions.node}\n`);
  try {
    for (const file of files) hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  } catch {
    return null;
  }
  return hash.digest('hex').slice(0, 32);
}

/** Size and time of each file, which tell as make and git do, at a tenth of the time, that nothing was written since. */
const seen = (files) =>
  files.map((file) => {
    const { size, mtimeMs } = statSync(join(root, file));
    return `${size} ${mtimeMs}`;
  });

/** The bundle that belongs to the sources as they are now, or null. */
function cached() {
  try {
    const { node, files, stats, stamp } = JSON.parse(readFileSync(manifest, 'utf8'));
    const entry = join(cache, stamp, ENTRY);
    if (node !== process.versions.node || !existsSync(entry)) return null;
    if (seen(files).join() !== stats.join()) {
      // Written again, perhaps with the same text (another checkout, a copy): only then are they read.
      if (stampOf(files) !== stamp) return null;
      remember(files, stamp);
    }
    return pathToFileURL(entry).href;
  } catch {
    return null;
  }
}

function installDependencies() {
  if (existsSync(join(root, 'node_modules', 'vite', 'package.json'))) return;
  // Results go to standard output, so what the set-up says goes to standard error.
  const setup = join(root, 'tools', 'setup.mjs');
  const { status } = spawnSync(process.execPath, [setup, 'deps'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(2);
}

async function bundled() {
  const { bundle } = await import('./bundle.mjs');
  const chunks = await bundle(root, 'src/cli/main.ts', { minify: false });
  const files = [...new Set(chunks.flatMap(({ modules }) => Object.keys(modules)))]
    .filter((id) => existsSync(id))
    .map((id) => relative(root, id).replaceAll('\\', '/'))
    .concat('src/cli/scope.mjs', 'src/cli/bundle.mjs', 'package-lock.json')
    .sort();
  const stamp = stampOf(files);
  try {
    return keep(chunks, files, stamp);
  } catch {
    // The cache cannot be written: run it from memory, in one piece.
    const [{ code }] = await bundle(root, 'src/cli/main.ts', { minify: false, parts: false });
    return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
  }
}

/** Writes `path` under another name first, so that no start sees half of it. */
function put(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

function remember(files, stamp) {
  put(manifest, JSON.stringify({ node: process.versions.node, stamp, files, stats: seen(files) }));
}

/** Writes the parts, then the manifest that names them. A program that still runs may load parts of the bundle before: it stays a day. */
function keep(chunks, files, stamp) {
  for (const { fileName, code } of chunks) {
    const path = join(cache, stamp, fileName);
    mkdirSync(dirname(path), { recursive: true });
    put(path, code);
  }
  remember(files, stamp);
  const dayAgo = Date.now() - 24 * 3_600_000;
  for (const old of readdirSync(cache))
    if (/^[0-9a-f]{32}/.test(old) && old !== stamp && statSync(join(cache, old)).mtimeMs < dayAgo)
      rmSync(join(cache, old), { recursive: true, force: true });
  return pathToFileURL(join(cache, stamp, ENTRY)).href;
}

let href = cached();
if (href === null) {
  installDependencies();
  try {
    href = await bundled();
  } catch (error) {
    process.stderr.write(
      `ffa-scope: the program cannot be bundled. ${error instanceof Error ? error.message : error}\n`,
    );
    process.exit(2);
  }
}
const { main } = await import(href);
await main(process.argv.slice(2), root);
