// This tree beside an older commit, in one run: npm run bench:before -- REV [--only=same,simulate,sweep,fork,explore,read,start] [--rounds=5]
// The commit is unpacked into a temporary folder and both are bundled in the same way. Each piece of work runs in a process
// of its own, in turn A B A B, and what counts is the CPU time of the process, since time on a shared machine is somebody
// else's. Prints medians and ratios: above 1, this tree does more in a second of CPU. It never fails on time. First it says
// how many runs are the same in both, to the last byte: of every lesson and of 500 random scenarios.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const worker = fileURLToPath(new URL('bench-work.mjs', import.meta.url));
const flag = (name) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);
const rev = process.argv.slice(2).find((a) => !a.startsWith('--'));
if (rev === undefined) {
  console.error('Which commit? npm run bench:before -- REV, with a name that git knows.');
  process.exit(2);
}
const rounds = Number(flag('rounds') ?? 5);

const isWanted = (name) => flag('only')?.split(',').includes(name) ?? true;

/** Work that a process does, and what of it is counted. `was`: what an older commit does for the same purpose. */
const WORK = [
  { name: 'simulate', what: 'mix', unit: 'rows' },
  { name: 'simulate', what: 'probe', unit: 'rows' },
  { name: 'simulate', what: 'first', unit: 'rows' },
  { name: 'simulate', what: 'load-ta', unit: 'rows' },
  { name: 'sweep', what: 'endings', unit: 'rows', was: 'faults' },
  { name: 'fork', what: 'fork', unit: 'rows' },
  // Complete runs of a commit that cannot explore, beside distinct states of this tree: the budget is 20.
  { name: 'explore', what: 'states', unit: 'states', was: 'runs' },
  { name: 'read', what: 'read', unit: 'MB' },
  { name: 'start', what: 'decode', unit: 'starts' },
].filter(({ name }) => isWanted(name));

const temporary = mkdtempSync(join(tmpdir(), 'ffa-scope-before-'));
try {
  const commit = execFileSync('git', ['rev-parse', '--short', `${rev}^{commit}`], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  const now = await bundled(root, 'now');
  const before = await bundled(unpacked(commit), 'before');
  console.log(`this tree beside ${commit}, node ${process.versions.node}, ${rounds} rounds`);
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0].toFixed(1)}`);
  if (isWanted('same')) compare(before, now);
  for (const work of WORK) {
    const times = { before: [], now: [] };
    for (let i = 0; i < rounds; i++) {
      times.before.push(once(before, work.was ?? work.what));
      times.now.push(once(now, work.what));
    }
    print(work, times);
  }
  console.log(`load ${loadavg()[0].toFixed(1)} at the end`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

/** The commit's files in a folder of their own, with the packages that are installed here. */
function unpacked(commit) {
  const folder = mkdtempSync(join(temporary, 'tree-'));
  const archive = execFileSync('git', ['archive', commit], { cwd: root, maxBuffer: 1 << 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** What the work needs of a tree, as one file each: the model, the command line. */
async function bundled(tree, name) {
  const entry = join(temporary, `${name}.ts`);
  const from = (file) => JSON.stringify(join(tree, 'src', file));
  const optional = [
    ['scenario/ending.ts', 'ending'],
    ['explore/search.ts', 'Search'],
  ].filter(([file]) => existsSync(join(tree, 'src', file)));
  writeFileSync(
    entry,
    `export { simulate } from ${from('stack/simulate.ts')};
export { parseScenario } from ${from('scenario/schema.ts')};
export { run } from ${from('scenario/run.ts')};
${optional.map(([file, what]) => `export { ${what} } from ${from(file)};`).join('\n')}`,
  );
  if (name === 'now' && isWanted('same')) await writeScenarios(from);
  return {
    tree,
    model: await file(entry, `${name}-model.mjs`),
    cli: await file(join(tree, 'src/cli/main.ts'), `${name}-cli.mjs`, true),
  };
}

/** The scenarios to compare, one a line: the lessons of this tree, and random ones. */
async function writeScenarios(from) {
  symlinkSync(join(root, 'node_modules'), join(temporary, 'node_modules'));
  const entry = join(temporary, 'scenarios.ts');
  writeFileSync(
    entry,
    `import fc from 'fast-check';
import { scenarios } from ${from('scenario/arbitrary.fixture.ts')};
import { scenarioToJson } from ${from('scenario/json.ts')};
import { galleryScenario, GALLERY_NAMES } from ${from('lessons/gallery.ts')};
const random = fc.sample(scenarios, { seed: 1, numRuns: 500 });
export const lines = [...GALLERY_NAMES.map((name) => galleryScenario(name)), ...random].map((s) => JSON.stringify(scenarioToJson(s)));`,
  );
  const { lines } = await import(pathToFileURL(await file(entry, 'scenarios.mjs')).href);
  writeFileSync(join(temporary, 'scenarios.jsonl'), lines.join('\n'));
}

/** Which of the scenarios run to the same rows, cells and end in both. */
function compare(before, now) {
  const [a, b] = [before, now].map((tree) => once(tree, 'same'));
  const understood = b.hashes.map((_, i) => i).filter((i) => a.hashes[i] !== null);
  const other = understood.filter((i) => a.hashes[i] !== b.hashes[i]);
  console.log(
    `same bytes: ${understood.length - other.length} of ${understood.length} runs that both understand, ${b.rows.toLocaleString('en')} rows, hash ${b.all}`,
  );
  if (other.length > 0)
    console.log(`  others: number ${other.slice(0, 20).join(', ')}${other.length > 20 ? ', …' : ''}`);
}

/** @param inParts as the launcher keeps it: what a command needs is loaded when it does. */
async function file(entry, name, inParts = false) {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ...{ ssr: entry, target: 'node20', minify: false, outDir: temporary, emptyOutDir: false, copyPublicDir: false },
      rolldownOptions: {
        output: inParts
          ? { entryFileNames: name, chunkFileNames: `${name}-[name]-[hash].mjs` }
          : { codeSplitting: false, entryFileNames: name },
      },
    },
  });
  return join(temporary, name);
}

/** Does the work once in a process of its own: how much was done, and the microseconds of CPU that it took. */
function once({ model, cli, tree }, what) {
  const arg = JSON.stringify({ model, cli, tree, what, temporary });
  return JSON.parse(execFileSync(process.execPath, [worker, arg], { encoding: 'utf8', maxBuffer: 1 << 30 }));
}

function print({ name, what, unit }, { before, now }) {
  const perSecond = (list) => median(list.map(({ done, cpu }) => (done / cpu) * 1e6));
  const [a, b] = [perSecond(before), perSecond(now)];
  const best = (list) => Math.max(...list.map(({ done, cpu }) => (done / cpu) * 1e6));
  const title = name === what ? name : `${name} ${what}`;
  console.log(
    `${title.padEnd(17)} ${format(a)} -> ${format(b)} ${unit} a CPU second, ratio ${(b / a).toFixed(2)} (of the best ${(best(now) / best(before)).toFixed(2)})`,
  );
}

function format(n) {
  return (n < 100 ? n.toFixed(1) : Math.round(n).toLocaleString('en')).padStart(10);
}

function median(list) {
  const sorted = list.toSorted((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)];
}
