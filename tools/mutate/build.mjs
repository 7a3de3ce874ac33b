// Test files and everything that they import, built once with all mutants in it.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';
import { OPERATORS } from './sites.mjs';
import { operators, switched } from './switched.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Builds `tests` into `folder`. `first` says the number of the first mutant of each file that has some. */
export async function buildTests(root, tests, first, folder, tells) {
  const mutants = {
    name: 'mutants',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'virtual:mutants') return '\0mutants';
      return id === 'vitest' ? here('./vitest-shim.mjs') : null;
    },
    load(id) {
      return id === '\0mutants' ? operators(OPERATORS) : null;
    },
    transform(code, id) {
      const [file, query] = id.split('?');
      if (query !== undefined || !file.startsWith(`${root}/src/`) || !file.endsWith('.ts')) return null;
      const name = relative(root, file);
      // Data stands beside the source, not beside what is built.
      const placed = code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href));
      if (!first.has(name)) return { code: placed, map: null };
      return { code: switched(placed, file, first.get(name), tells), map: null };
    },
  };
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [mutants],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      reportCompressedSize: false,
      rolldownOptions: {
        input: {
          'run-tests': here('./run-tests.mjs'),
          ...Object.fromEntries(tests.map((t) => [nameOf(t), `${root}/${t}`])),
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
      },
    },
  });
}

/** The name of a built test file. */
export const nameOf = (test) =>
  test
    .replace(/^src\//, '')
    .replaceAll('/', '--')
    .replace(/\.ts$/, '');

/** The text of a file, as the mutants are numbered in it. */
export const textOf = (root, file) => readFileSync(`${root}/${file}`, 'utf8');
