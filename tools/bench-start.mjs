// How soon the command line begins: `decode` of the built program beside an empty Node, by CPU, one after the other in turns.
// With a revision (`npm run bench:start -- 575c2ce`) also `npm run scope -- decode` of that commit, in a clone of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 25;
const FRAME = ['decode', '0x8400007f', '0x80010000', '0', '8'];
const folder = mkdtempSync(join(tmpdir(), 'bench-start-'));

// Only a parent that waits is told the CPU of its children: a small program in Python starts them in turns, and says.
const METER = `
import json, resource, subprocess, sys
def used():
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (r.ru_utime + r.ru_stime)
runs = json.loads(sys.argv[1])
times = [[] for _ in runs]
for _ in range(${ROUNDS}):
    for (command, cwd), t in zip(runs, times):
        before = used()
        subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        t.append(used() - before)
print(json.dumps(times))
`;

const contestants = [
  { name: 'node -e 0', command: [process.execPath, '-e', '0'], cwd: root },
  {
    name: 'ffa-scope decode',
    command: [process.execPath, join(root, 'dist-cli', 'ffa-scope.mjs'), ...FRAME],
    cwd: root,
  },
];
const [, , revision] = process.argv;
if (revision !== undefined) {
  const clone = join(folder, 'before');
  execFileSync('git', ['clone', '-q', '--shared', root, clone]);
  execFileSync('git', ['checkout', '-q', revision], { cwd: clone });
  // Its launcher keeps what it bundles in node_modules: the packages are linked one by one into a folder of its own.
  mkdirSync(join(clone, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules')))
    if (!name.startsWith('.')) symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
  const old = ['npm', 'run', '--silent', 'scope', '--', ...FRAME];
  spawnSync(old[0], old.slice(1), { cwd: clone, stdio: 'ignore' });
  contestants.push({ name: `npm run scope -- decode of ${revision}`, command: old, cwd: clone });
}

const runs = JSON.stringify(contestants.map(({ command, cwd }) => [command, cwd]));
const times = JSON.parse(execFileSync('python3', ['-c', METER, runs], { encoding: 'utf8' }));
const medians = times.map((t) => t.toSorted((a, b) => a - b)[ROUNDS >> 1]);
for (const [i, { name }] of contestants.entries())
  process.stdout.write(`${medians[i].toFixed(0).padStart(6)} ms CPU (median of ${ROUNDS})  ${name}\n`);
process.stdout.write(`decode: ${(medians[1] - medians[0]).toFixed(0)} ms more than an empty program\n`);
if (revision !== undefined)
  process.stdout.write(`${(medians[2] / medians[1]).toFixed(1)} times less than ${revision}\n`);
rmSync(folder, { recursive: true });
