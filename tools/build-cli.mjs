// Builds the command line of the package: dist-cli/ffa-scope.mjs and the parts that commands load, which need nothing but
// Node. What it reads besides (the page, the truths of `conformance`) is found by its own place.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../src/cli/bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'dist-cli');
const files = await bundle(root, 'src/cli/bin.ts', { minify: true });
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'parts'), { recursive: true });
for (const { fileName, code } of files) writeFileSync(join(folder, fileName), code);
chmodSync(join(folder, 'ffa-scope.mjs'), 0o755);
const size = files.reduce((sum, { code }) => sum + code.length, 0);
process.stdout.write(`dist-cli: ${(size / 1000).toFixed(0)} kB in ${files.length} files\n`);
