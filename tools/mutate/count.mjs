// Which tests run which functions: one run of the unit tests with a count at the beginning of every function.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { createVitest } from 'vitest/node';
import { counted } from './sites.mjs';

/** Whose tests are about the model and its readers; those of the page and of the command line are about other things. */
const TESTS = [
  'stack',
  'abi',
  'sim',
  'scenario',
  'study',
  'import',
  'diagnose',
  'explore',
  'trace',
  'lessons',
  'conformance',
];

/**
 * For every function (`path:start`) the test files that run it, those that run the fewest functions first; how long each
 * took, in milliseconds; kept in `file`, and counted anew where that is not there.
 */
export async function testsOf(root, files, file) {
  if (!existsSync(file)) await count(root, files, file);
  const tests = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter((t) => t.failed === 0)
    .sort((a, b) => a.ran.length - b.ran.length);
  const by = new Map();
  const ms = new Map();
  for (const { test, ran, ms: took } of tests) {
    const path = relative(root, test);
    ms.set(path, took);
    for (const fn of ran) by.set(fn, [...(by.get(fn) ?? []), path]);
  }
  return { by, ms };
}

async function count(root, files, file) {
  rmSync(file, { force: true });
  process.env.MUTATE_COUNT = file;
  const wanted = new Map(files.map((f) => [`${root}/${f}`, f]));
  const counting = {
    name: 'count-functions',
    enforce: 'pre',
    transform(code, id) {
      const name = wanted.get(id.split('?')[0]);
      return name === undefined ? null : { code: counted(code, name, name), map: null };
    },
  };
  const vitest = await createVitest(
    'test',
    { root, watch: false, maxWorkers: 2, reporters: ['dot'], setupFiles: [`${root}/tools/mutate/setup.mjs`] },
    { plugins: [counting] },
  );
  await vitest.start(TESTS.map((folder) => `src/${folder}/`));
  await vitest.close();
}
