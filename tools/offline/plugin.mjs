// Writes sw.js into the built page: the list of its files, and a version that is the hash of them all.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const WORKER = fileURLToPath(new URL('./sw.js', import.meta.url));
/** The reference is in the page as data; its hundreds of pages of their own are kept when they are read. Maps are for who looks into the program; the picture is that of the README. */
const LEFT_OUT = /\.map$|^readme\.png$|^sw\.js$|^viewer\.json$|^reference\//;

export function offlinePlugin() {
  let folder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const files = readdirSync(folder, { recursive: true })
        .map((path) => path.replaceAll('\\', '/'))
        .filter((path) => !LEFT_OUT.test(path) && statSync(join(folder, path)).isFile())
        .sort();
      const hash = createHash('sha256').update(readFileSync(WORKER));
      for (const path of files) hash.update(`${path}\n`).update(readFileSync(join(folder, path)));
      const version = hash.digest('hex').slice(0, 12);
      // The page itself is asked for by the name of its folder.
      const listed = files.map((path) => (path === 'index.html' ? './' : path));
      writeFileSync(
        join(folder, 'sw.js'),
        `const VERSION = ${JSON.stringify(version)};\nconst FILES = ${JSON.stringify(listed)};\n${readFileSync(WORKER, 'utf8')}`,
      );
    },
  };
}
