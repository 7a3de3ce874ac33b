// Starts the command line: Node 20 does not read TypeScript, so the program is bundled on the first start and after a
// change of its sources, and the bundle is kept in node_modules/.cache/scope. Uses only what Node ships until then.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules', '.cache', 'scope');
const manifest = join(cache, 'manifest.json');

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

/** The bundle that belongs to the sources as they are now, or null. */
function cached() {
  try {
    const { files, stamp } = JSON.parse(readFileSync(manifest, 'utf8'));
    const bundle = join(cache, `${stamp}.mjs`);
    return stampOf(files) === stamp && existsSync(bundle) ? pathToFileURL(bundle).href : null;
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
  const [chunk] = await bundle(root, 'src/cli/main.ts', false);
  const files = Object.keys(chunk.modules)
    .filter((id) => existsSync(id))
    .map((id) => relative(root, id).replaceAll('\\', '/'))
    .concat('src/cli/scope.mjs', 'src/cli/bundle.mjs', 'package-lock.json')
    .sort();
  const stamp = stampOf(files);
  try {
    return keep(chunk.code, files, stamp);
  } catch {
    // The cache cannot be written: run it from memory.
    return `data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`;
  }
}

/** Writes the bundle, then the manifest that names it: each under another name first, so that no start sees half of one. */
function keep(code, files, stamp) {
  mkdirSync(cache, { recursive: true });
  const put = (name, text) => {
    const temporary = join(cache, `${name}.${process.pid}`);
    writeFileSync(temporary, text);
    renameSync(temporary, join(cache, name));
  };
  put(`${stamp}.mjs`, code);
  put('manifest.json', JSON.stringify({ stamp, files }));
  for (const old of readdirSync(cache))
    if (/^[0-9a-f]{32}\.mjs$/.test(old) && old !== `${stamp}.mjs`) rmSync(join(cache, old), { force: true });
  return pathToFileURL(join(cache, `${stamp}.mjs`)).href;
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
