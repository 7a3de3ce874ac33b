// npm run mutate: breaks the model in one place at a time and looks whether a test sees it.
//
//   npm run mutate -- [--count 1000] [--seed 1] [--folders stack,abi] [--changed REV] [--minutes N] [--workers 2]
//                     [--again] [--most SECONDS] [--tests lessons,abi] [--baseline]
//   npm run mutate:change
//
// All mutants are compiled into the tests at once, each behind a switch; one run of the tests says which of them reach which
// place with values of which it makes something else. Mutants are drawn by a seed: those whose name has the smallest hash, so a
// draw stays the same where files change beside it. Each is shown to the tests that reach it, the nearest first, at most --most
// seconds of them: of one that survives and was not shown to all, the table says so. With a larger --most it is shown to the
// others.
// What was found is kept as it comes: a run that was stopped goes on where it was, and with --again those that no test saw are
// tried anew, after tests were written. `mutate:change`, a part of `npm test`, tries some mutants of the lines that were changed
// since main (on main: by the last commit), with the tests that are nearest to them by their imports, for a minute and a half at
// most; exit 1 where fewer than half of at least ten in at most six files are seen. Those that change nothing are named, with the
// reason, in mutate/equivalent.json.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildTests, nameOf, textOf } from './mutate/build.mjs';
import { baseOf, linesSince } from './mutate/changed.mjs';
import { nearestTests } from './mutate/nearest.mjs';
import { reachOf, testsFor } from './mutate/reach.mjs';
import { report } from './mutate/report.mjs';
import { sitesOf } from './mutate/sites.mjs';
import { runTests } from './mutate/thread.mjs';

const FOLDERS = ['stack', 'abi', 'sim', 'scenario', 'study', 'import', 'diagnose', 'explore'];
/** Whose tests are run: all but those of the page and of the command line, which need a browser or a process each. */
const TESTS = [
  ...FOLDERS,
  'base',
  'trace',
  'lessons',
  'conformance',
  'words',
  'reference',
  'review',
  'export',
  'layout',
];

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    folders: { type: 'string', default: FOLDERS.join(',') },
    changed: { type: 'string' },
    minutes: { type: 'string', default: '600' },
    workers: { type: 'string', default: '2' },
    most: { type: 'string', default: '30' },
    tests: { type: 'string', default: TESTS.join(',') },
    again: { type: 'boolean', default: false },
    baseline: { type: 'boolean', default: false },
    change: { type: 'boolean', default: false },
  },
});
/** How a change is tried: it must not keep anybody waiting. */
const CHANGE = { count: '40', most: '4', minutes: '1.5', nearest: 6, least: 50, few: 10 };
if (values.change) Object.assign(values, { count: CHANGE.count, most: CHANGE.most, minutes: CHANGE.minutes });
const root = process.cwd();
const cache = `${root}/node_modules/.cache/mutate`;
mkdirSync(cache, { recursive: true });
const git = (...args) =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 })
    .split('\n')
    .filter(Boolean);
const leave = (why) => {
  process.stdout.write(`${why}\n`);
  process.exit(0);
};
const tracked = (folders) => git('ls-files', '-co', '--exclude-standard', ...folders.map((f) => `src/${f}`));
const hash = (text) => createHash('sha1').update(text).digest('hex').slice(0, 16);
const folders = values.folders.split(',');
const workers = Number(values.workers);

const sources = tracked(FOLDERS).filter((p) => p.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(p));
const allTests = tracked(values.tests.split(',')).filter((p) => p.endsWith('.test.ts'));

const since = values.change ? baseOf(git) : values.changed;
if (since === null) leave('No commit is here that this change could be compared with, so no mutant of it is tried.');
const changed = since === undefined ? null : linesSince(since, git, FOLDERS);
const changedFiles = changed === null ? [] : [...changed.keys()].filter((file) => sources.includes(file));
if (values.change && changedFiles.length === 0)
  leave(`Nothing that can be broken was changed since ${since.slice(0, 9)}, so no mutant is tried.`);
const tests = values.change
  ? nearestTests(allTests, changedFiles, CHANGE.nearest, (path) => textOf(root, path))
  : allTests;

/** Every place, numbered; its name is what stands there, so that it is found again when lines move. */
const first = new Map();
const files = [];
const all = [];
for (const file of sources) {
  const text = textOf(root, file);
  const sites = sitesOf(text, file);
  if (sites.length > 0) first.set(file, all.length);
  files.push({ file, first: all.length, count: sites.length, text: hash(text) });
  const seen = new Map();
  for (const [nth, { kind, what, code, line, atLoad }] of sites.entries()) {
    const name = `${file}|${code}|${what}`;
    const again = (seen.get(name) ?? 0) + 1;
    seen.set(name, again);
    all.push({ id: all.length, file, kind, what, code, line, atLoad, nth, key: `${name}|${again}`, text: hash(text) });
  }
}

const mutants = all
  .filter((m) => folders.includes(m.file.split('/')[1]))
  .filter((m) => changed === null || (changed.get(m.file) ?? []).some(([a, b]) => a <= m.line && m.line < b))
  .map((m) => ({ ...m, rank: hash(`${values.seed} ${m.key}`) }))
  .sort((a, b) => (a.rank < b.rank ? -1 : 1))
  .slice(0, Number(values.count));

const equivalent = JSON.parse(readFileSync(new URL('./mutate/equivalent.json', import.meta.url), 'utf8'));
const named = (m) => equivalent.find((e) => e.file === m.file && e.code === m.code && e.what === m.what);

// What was found before holds while the file is the same, and is looked at again where a test may have come.
// What few tests say of a change is kept apart from what all of them say.
const results = `${cache}/${values.change ? 'change' : 'results'}.jsonl`;
const known = new Map();
if (existsSync(results))
  for (const line of readFileSync(results, 'utf8').trim().split('\n').filter(Boolean)) {
    const r = JSON.parse(line);
    known.set(r.key, r);
  }
const holds = (m) => {
  const r = known.get(m.key);
  if (r === undefined || r.text !== m.text) return false;
  if (r.verdict === 'killed') return true;
  return r.tried === stampOfTests ? r.left === 0 || r.most >= most : !values.again;
};
const most = Number(values.most) * 1000;
const stampOfTests = hash(tests.map((t) => textOf(root, t)).join('\0'));

const todo = mutants.filter((m) => !holds(m) && named(m) === undefined);
process.stdout.write(
  `${mutants.length} mutants of seed ${values.seed} in ${all.length} places, ${todo.length} to try\n`,
);

// With --minutes 0 only what is known is told.
if (todo.length > 0 && Number(values.minutes) > 0) {
  // Of its own, so that two runs do not build over each other.
  const own = mkdtempSync(`${cache}/built-`);
  process.on('exit', () => rmSync(own, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
  const built = `${own}/switched`;
  const telling = `${own}/telling`;
  const build = (some) => buildTests(root, some, first, telling, true);
  const reach = await reachOf(root, tests, { folder: telling, build, cache: `${cache}/reach`, files, workers });
  for (const r of reach)
    if (r.failure !== undefined)
      process.stderr.write(`${r.test} does not run here: ${r.failure.how} ${r.failure.name}\n`);
  await buildTests(root, tests, first, built, false);
  const took = new Map(
    reach.flatMap((r) => [[`${r.test} `, r.loadMs], ...r.tests.map((t) => [`${r.test} ${t.name}`, t.ms])]),
  );
  const usual = (test, name) => took.get(`${test} ${name}`) ?? 0;
  /** Only a test that passes alone over whole code has seen a mutant; each is asked once. */
  const passes = new Map();
  const passesAlone = async ({ test, name }) => {
    const key = `${test} ${name}`;
    if (!passes.has(key)) {
      const files = [{ test, path: `${built}/${nameOf(test)}.mjs`, only: name === '' ? null : [name] }];
      passes.set(key, (await runTests(built, { mutant: -1, files }, usual)) === null);
    }
    return passes.get(key);
  };
  const until = Date.now() + Number(values.minutes) * 60_000;
  const lane = async () => {
    for (let m = todo.shift(); m !== undefined && Date.now() < until; m = todo.shift()) {
      const before = known.get(m.key);
      const asked = before?.text === m.text && before.tried === stampOfTests ? before.most : 0;
      const { chosen, left } = testsFor(reach, m, most, asked);
      let verdict = chosen.length === 0 && asked === 0 ? 'no test' : 'survived';
      let by = null;
      let files = chosen.map(({ test, only }) => ({ test, only, path: `${built}/${nameOf(test)}.mjs` }));
      while (files.length > 0) {
        const failure = await runTests(built, { mutant: m.id, files }, usual);
        if (failure === null) break;
        if (failure.how === 'without end' || (await passesAlone(failure))) {
          verdict = 'killed';
          by = failure;
          break;
        }
        files = files.slice(files.findIndex((f) => f.test === failure.test) + 1);
      }
      const { key, file, line, kind, what, code, text } = m;
      const r = { key, file, line, kind, what, code, text, verdict, by, left, most, tried: stampOfTests };
      known.set(key, r);
      appendFileSync(results, `${JSON.stringify(r)}\n`);
      if (process.stdout.isTTY || todo.length % 50 === 0) process.stdout.write(`\r${todo.length} left `);
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
}

const told = report({ mutants, known, named, folders, seed: values.seed, equivalent, all });
process.stdout.write(`\n${told}\n`);
if (values.baseline)
  writeFileSync(
    new URL('./mutate/baseline.md', import.meta.url),
    `# What the tests do not see\n\n\`npm run mutate\`: ${told}\n`,
  );
const tried = mutants.filter((m) => named(m) === undefined && known.get(m.key)?.text === m.text);
const seen = tried.filter((m) => known.get(m.key).verdict === 'killed').length;
// Few tests are asked: of a change of more files than these they can say nothing that is bad.
const isJudged = values.change && changedFiles.length <= CHANGE.nearest && tried.length >= CHANGE.few;
const blind = isJudged && (100 * seen) / tried.length < CHANGE.least;
if (blind)
  process.stdout.write(`The tests see fewer than half of the mutants of this change: ${seen} of ${tried.length}.\n`);
process.exit(blind ? 1 : 0);
