// Replays everything that is kept of real machines and real sources, and prints one table by source: npm run truth
// The cases, raw calls and recordings are compared by `scope conformance`. Files of real tools, of people and on purpose
// damaged ones are held by tests beside what reads them, a test a file: each test is one line of truth here. Exit 1 where
// something departs, and each departure is named.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is held by tests, by where it comes from. */
const HELD = [
  ['outputs of real tools', ['src/import/formats.test.ts', 'src/import/binary-formats.test.ts']],
  ['recordings, read in every form', ['src/import/trace-dat/recordings.test.ts', 'src/import/console.test.ts']],
  ['what people have in hand', ['src/import/field.test.ts', 'src/diagnose/story/field.test.ts']],
  ['messages: lane and level', ['src/import/text/messages.test.ts']],
  ['messages: explained, and run', ['src/diagnose/symptoms/table.test.ts', 'src/diagnose/symptoms/scenarios.test.ts']],
  ['every order of the driver as it should be', ['src/explore/nothing-found.test.ts']],
  ['files broken on purpose', ['src/import/damage.test.ts', 'src/scenario/broken.test.ts']],
];

const started = process.hrtime.bigint();
const rows = [...conformance(), ...held()];
const width = Math.max(...rows.map((r) => r.source.length)) + 2;
const cell = (text) => String(text).padStart(10);
console.log(`${'source'.padEnd(width)}${cell('equal')}${cell('of')}${cell('departs')}${cell('n/a')}`);
for (const { source, equal, of, notApplicable } of rows)
  console.log(`${source.padEnd(width)}${cell(equal)}${cell(of)}${cell(of - equal)}${cell(notApplicable)}`);
const departures = rows.reduce((sum, r) => sum + r.of - r.equal, 0);
const failed = rows.some((r) => r.failed);
const seconds = Number((process.hrtime.bigint() - started) / 1_000_000_000n);
console.log(`${departures} departures, ${seconds} s`);
process.exit(departures > 0 || failed ? 1 : 0);

/** The lines of the command, such as `raw calls: 448/448 calls, 28 not applicable`. */
function conformance() {
  const run = spawnSync(process.execPath, [join(root, 'src/cli/scope.mjs'), 'conformance'], {
    cwd: root,
    encoding: 'utf8',
  });
  process.stderr.write(run.stderr);
  const lines = run.stdout.matchAll(/^(.+): (\d+)\/(\d+) \S+?(?:, (\d+) not applicable)?$/gm);
  const list = Array.from(lines, ([, source, equal, of, left = '0']) => ({
    ...{ source, equal: Number(equal), of: Number(of), notApplicable: Number(left) },
    failed: run.status !== 0,
  }));
  if (list.length === 0) stop('scope conformance printed no table.');
  return list;
}

/** One run of all the tests, counted by their files. */
function held() {
  const folder = mkdtempSync(join(tmpdir(), 'ffa-scope-truth-'));
  const report = join(folder, 'report.json');
  const files = HELD.flatMap(([, list]) => list);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...files, '--reporter=json', `--outputFile=${report}`];
  const run = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    stop(`the tests did not run: ${run.stderr.trim()}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return HELD.map(([source, list]) => {
    const suites = list.map(
      (file) => results.find((r) => relative(root, r.name) === file) ?? stop(`${file} did not run.`),
    );
    const tests = suites.flatMap((s) => s.assertionResults);
    for (const t of tests)
      if (t.status !== 'passed') console.error(`${source}: ${t.fullName}: ${t.failureMessages[0]}`);
    const equal = tests.filter((t) => t.status === 'passed').length;
    // A file that cannot be loaded has no tests, and is no file in which all is well.
    const failed = suites.some((s) => s.status !== 'passed') || tests.length === 0;
    return { source, equal, of: tests.length, notApplicable: 0, failed };
  });
}

function stop(what) {
  console.error(`The truth could not be compared: ${what}`);
  process.exit(2);
}
