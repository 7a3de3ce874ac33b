// Which test reaches which place: every test file is run once, unbroken, with places that say that they are reached.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { nameOf, textOf } from './build.mjs';
import { runTests } from './thread.mjs';

const hash = (text) => createHash('sha1').update(text).digest('hex').slice(0, 16);

/** The bits of all places as those of each file that has some: numbers of places move, those within a file do not. */
function byFile(bits, files) {
  const found = {};
  for (const { file, first, count } of files) {
    const own = Buffer.alloc(Math.ceil(count / 8));
    let some = false;
    for (let i = 0; i < count; i++)
      if ((bits[(first + i) >> 3] & (1 << ((first + i) & 7))) !== 0) {
        own[i >> 3] |= 1 << (i & 7);
        some = true;
      }
    if (some) found[file] = own.toString('base64');
  }
  return found;
}

/** Does this reach the n-th place of a file? */
const reaches = (found, { file, nth }) => {
  const bits = found[file];
  return bits !== undefined && (Buffer.from(bits, 'base64')[nth >> 3] & (1 << (nth & 7))) !== 0;
};

/**
 * What each test file reaches, when it is loaded and test by test, with the milliseconds of each. Kept in `cache`, and made
 * anew where the test or a file that it reaches is another: then `build` is asked to put the tests into `folder`. `files`:
 * `{ file, first, count, text }`, the hash of its text.
 */
export async function reachOf(root, tests, { folder, build, cache, files, workers }) {
  mkdirSync(cache, { recursive: true });
  const texts = new Map(files.map((f) => [f.file, f.text]));
  const places = files.reduce((n, f) => n + f.count, 0);
  const kept = (test) => `${cache}/${nameOf(test)}.json`;
  const read = (test) => {
    if (!existsSync(kept(test))) return null;
    const seen = JSON.parse(readFileSync(kept(test), 'utf8'));
    const same = seen.text === hash(textOf(root, test));
    return same && Object.entries(seen.files).every(([file, text]) => texts.get(file) === text) ? seen : null;
  };
  const todo = tests.filter((t) => read(t) === null);
  if (todo.length > 0) await build(todo);
  const lane = async () => {
    for (let test = todo.shift(); test !== undefined; test = todo.shift()) {
      const seen = { test, text: hash(textOf(root, test)), files: {}, loaded: {}, loadMs: 0, tests: [] };
      const note = (bits) => {
        const found = byFile(Buffer.from(bits, 'base64'), files);
        for (const file of Object.keys(found)) seen.files[file] = texts.get(file);
        return found;
      };
      const run = [{ test, path: `${folder}/${nameOf(test)}.mjs`, only: null }];
      const failure = await runTests(
        folder,
        { mutant: -1, files: run, sites: places },
        () => 600_000,
        (m) => {
          if (m.loaded !== undefined) Object.assign(seen, { loaded: note(m.reached), loadMs: Math.round(m.ms) });
          else seen.tests.push({ name: m.ran, passed: m.passed, ms: Math.round(m.ms), reached: note(m.reached) });
        },
      );
      if (failure !== null) seen.failure = failure;
      writeFileSync(kept(test), JSON.stringify(seen));
      if (process.stdout.isTTY) process.stdout.write(`\rreached: ${todo.length} test files left `);
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
  return tests.map((test) => {
    const seen = read(test);
    // Tests of one name are asked together; one that fails unbroken sees nothing.
    const byName = new Map();
    for (const { name, passed, ms, reached } of seen.tests) {
      const known = byName.get(name) ?? { name, passed: true, ms: 0, reached: [] };
      byName.set(name, {
        ...{ name, passed: known.passed && passed, ms: known.ms + ms },
        reached: [...known.reached, reached],
      });
    }
    return { ...seen, tests: [...byName.values()].filter((t) => t.passed) };
  });
}

/** Tests that hold whole runs, or all that is said of a table, see more than others: they come before quicker ones. */
const SEES_MUCH = /golden|conformance|raw\.test|answers\.test/;

/**
 * The tests that a mutant is shown to: those beside it first, then those of its folder and of whole runs, the quickest of each
 * first, as many as take `most` milliseconds together (and one at least). Those that it was shown to when `asked` milliseconds
 * were the most are left out. `left` says how many it is not shown to.
 */
export function testsFor(reach, mutant, most, asked = 0) {
  const files = inOrder(reach, mutant);
  const before = asked > 0 ? new Set(within(files, asked)) : new Set();
  const now = within(files, most);
  const chosen = [];
  for (const one of now) {
    if (before.has(one)) continue;
    const last = chosen.at(-1);
    if (last?.test === one.file.test) last.only.push(one.name);
    else chosen.push({ test: one.file.test, only: [one.name] });
  }
  return { chosen, left: files.reduce((n, f) => n + f.tests.length, 0) - now.length };
}

/** The test files that reach a mutant, each with those of its tests that do. */
function inOrder(reach, mutant) {
  const folder = mutant.file.split('/')[1];
  const stem = mutant.file.replace(/\.ts$/, '');
  // What is made when a file is loaded, as a table is, is reached by every test: most of them do not ask for it.
  const weight = (test, atLoad) =>
    (test.startsWith(stem) ? 0 : test.split('/')[1] === folder ? 0.15 : SEES_MUCH.test(test) ? 0.25 : 1) *
    (atLoad && SEES_MUCH.test(test) ? 0.1 : 1);
  const files = reach.flatMap((r) => {
    const own = r.tests.filter((t) => t.reached.some((found) => reaches(found, mutant)));
    // A file that is loaded in the middle of a test is there for those behind it.
    const atLoad = reaches(r.loaded, mutant) || (mutant.atLoad && own.length > 0);
    const tests = atLoad ? r.tests : own;
    if (tests.length === 0) return [];
    const ms = r.loadMs + tests.reduce((sum, t) => sum + t.ms, 0);
    return [{ test: r.test, loadMs: r.loadMs, ms, order: ms * weight(r.test, atLoad), tests }];
  });
  return files
    .sort((a, b) => a.order - b.order)
    .map((f) => ({ ...f, tests: f.tests.map((t) => ({ file: f, name: t.name, ms: t.ms })) }));
}

/** Of the tests in their order as many as take `most` milliseconds; of a file for which they are too few, its quickest. */
function within(files, most) {
  const chosen = [];
  let sum = 0;
  for (const f of files) {
    if (sum + f.ms <= most) {
      chosen.push(...f.tests);
      sum += f.ms;
      continue;
    }
    let loaded = f.loadMs;
    for (const t of f.tests.toSorted((a, b) => a.ms - b.ms))
      if (sum + loaded + t.ms <= most || chosen.length === 0) {
        chosen.push(t);
        sum += loaded + t.ms;
        loaded = 0;
      }
  }
  return chosen;
}
