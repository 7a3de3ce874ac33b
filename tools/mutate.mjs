// npm run mutate: breaks the model in one place at a time and looks whether a test sees it.
//
//   npm run mutate -- [--count 1000] [--seed 1] [--folders stack,abi] [--changed REV] [--minutes N] [--workers 2] [--fresh]
//
// Draws mutants by a seed and runs the tests that run their function, at most MOST_TESTS files, the most particular first: a
// score is a lower bound. Everything is kept as it comes, so a run that was stopped goes on where it was. The table and the
// survivors are printed, and written to tools/mutate/baseline.md with --baseline.
import { execFileSync, fork } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parseSync } from 'vite';
import { testsOf } from './mutate/count.mjs';
import { sitesOf } from './mutate/sites.mjs';

const FOLDERS = ['stack', 'abi', 'sim', 'scenario', 'study', 'import', 'diagnose', 'explore'];
const MOST_TESTS = 10;
/** How long the tests of a mutant may take: this, and so many times what they took unbroken, in milliseconds. */
const PATIENCE = 30_000;
const TIMES = 8;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    folders: { type: 'string', default: FOLDERS.join(',') },
    changed: { type: 'string' },
    minutes: { type: 'string', default: '600' },
    workers: { type: 'string', default: '2' },
    fresh: { type: 'boolean', default: false },
    baseline: { type: 'boolean', default: false },
  },
});
const root = process.cwd();
const cache = `${root}/node_modules/.cache/mutate`;
mkdirSync(cache, { recursive: true });
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);
const revision = git('rev-parse', '--short', 'HEAD')[0];
const folders = values.folders.split(',');
const sources = git('ls-files', ...FOLDERS.map((f) => `src/${f}`)).filter(
  (p) => p.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(p),
);

/** Evenly spread numbers below 1 from a seed (mulberry32). */
function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What was changed since a revision: pairs of the first line and the line behind the last one, by file. */
function changedLines(rev) {
  const by = new Map();
  let file = '';
  for (const line of git('diff', '-U0', rev, '--', ...FOLDERS.map((f) => `src/${f}`))) {
    if (line.startsWith('+++ b/')) file = line.slice('+++ b/'.length);
    const [, first, count = '1'] = /^@@ .* \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (first !== undefined) by.set(file, [...(by.get(file) ?? []), [Number(first), Number(first) + Number(count)]]);
  }
  return by;
}

function draw() {
  const changed = values.changed === undefined ? null : changedLines(values.changed);
  const within = (file, line) => changed === null || (changed.get(file) ?? []).some(([a, b]) => a <= line && line < b);
  const all = sources
    .filter((file) => folders.includes(file.split('/')[1]))
    .flatMap((file) => {
      const code = readFileSync(file, 'utf8');
      return sitesOf(code, file)
        .mutants.filter((m) => within(file, m.line))
        .map((m) => ({ ...m, file }));
    });
  const next = random(Number(values.seed));
  const chosen = [];
  const wanted = Math.min(Number(values.count), all.length);
  while (chosen.length < wanted && all.length > 0) {
    const [mutant] = all.splice(Math.floor(next() * all.length), 1);
    const code = readFileSync(mutant.file, 'utf8');
    const broken = code.slice(0, mutant.start) + mutant.to + code.slice(mutant.end);
    if (parseSync(mutant.file, broken).errors.length === 0) chosen.push(mutant);
  }
  return chosen;
}

const counts = `${cache}/count-${revision}.jsonl`;
const results = `${cache}/results-${revision}.jsonl`;
if (values.fresh) for (const file of [counts, results]) rmSync(file, { force: true });
const { by, ms } = await testsOf(root, sources, counts);
const known = new Map(
  (existsSync(results) ? readFileSync(results, 'utf8').trim().split('\n').filter(Boolean) : []).map((line) => {
    const r = JSON.parse(line);
    return [r.key, r];
  }),
);
const keyOf = (m) => `${m.file}:${m.start}:${m.end}:${m.to}`;
const mutants = draw();
const own = (test, m) =>
  test.startsWith(m.file.replace(/\.ts$/, '')) ? 0 : test.split('/')[1] === m.file.split('/')[1] ? 1 : 2;
const todo = mutants.filter((m) => !known.has(keyOf(m)));
process.stdout.write(`${mutants.length} mutants of seed ${values.seed} at ${revision}, ${todo.length} to try\n`);

const note = (m, verdict, test) => {
  const r = { key: keyOf(m), file: m.file, line: m.line, kind: m.kind, what: m.what, verdict, test };
  known.set(r.key, r);
  appendFileSync(results, `${JSON.stringify(r)}\n`);
};
const until = Date.now() + Number(values.minutes) * 60_000;

function startWorker() {
  const child = fork(new URL('./mutate/worker.mjs', import.meta.url), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const hears = [];
  child.on('message', (m) => hears.shift()?.(m));
  child.on('exit', () => {
    for (const h of hears.splice(0)) h(null);
  });
  const ready = new Promise((r) => hears.push(r));
  /** What the worker says; null where it took too long or ended. */
  const ask = (m, patience) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), patience);
      hears.push((said) => {
        clearTimeout(timer);
        resolve(said);
      });
      child.send(m);
    });
  return { ready, ask, end: () => child.kill('SIGKILL') };
}

async function work() {
  let worker = null;
  while (todo.length > 0 && Date.now() < until) {
    const m = todo.shift();
    const tests = [...(by.get(`${m.file}:${m.fn}`) ?? [])]
      .map((test, i) => ({ test, i }))
      .sort((a, b) => own(a.test, m) - own(b.test, m) || a.i - b.i)
      .slice(0, MOST_TESTS)
      .map(({ test }) => test);
    if (tests.length === 0) {
      note(m, 'no test', null);
      continue;
    }
    if (worker === null) {
      worker = startWorker();
      await worker.ready;
    }
    const usual = tests.reduce((sum, t) => sum + (ms.get(t) ?? 0), 0);
    const said = await worker.ask({ ...m, tests }, PATIENCE + TIMES * usual);
    if (said === null) {
      // It never came to an end: that is seen by whoever runs the tests.
      note(m, 'killed', 'without end');
      worker = null;
    } else note(m, said.killedBy === null ? 'survived' : 'killed', said.killedBy);
    process.stdout.write(`\r${todo.length} left `);
  }
  worker?.end();
}
await Promise.all(Array.from({ length: Number(values.workers) }, work));

/** The table by folder, and what survived with its place. */
function report() {
  const done = mutants.flatMap((m) => known.get(keyOf(m)) ?? []);
  const rows = folders.map((folder) => {
    const of = done.filter((r) => r.file.split('/')[1] === folder);
    const n = (verdict) => of.filter((r) => r.verdict === verdict).length;
    const score = of.length === 0 ? '' : `${Math.round((100 * n('killed')) / of.length)} %`;
    return `| ${folder} | ${of.length} | ${n('killed')} | ${n('survived')} | ${n('no test')} | ${score} |`;
  });
  const left = done
    .filter((r) => r.verdict !== 'killed')
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map(
      (r) =>
        `- ${r.file}:${r.line}, ${r.kind}: \`${r.what.replaceAll('`', "'")}\`${r.verdict === 'no test' ? ' (no test runs it)' : ''}`,
    );
  return [
    `${done.length} of ${mutants.length} mutants of seed ${values.seed}`,
    '',
    '| folder | mutants | killed | survive | no test runs it | score |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    ...left,
  ].join('\n');
}
process.stdout.write(`\n${report()}\n`);
if (values.baseline)
  writeFileSync(
    new URL('./mutate/baseline.md', import.meta.url),
    `# What the tests do not see\n\n\`npm run mutate\`: ${report()}\n`,
  );
process.exit(0);
