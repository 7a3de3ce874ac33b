// A thread that runs built test files with one mutant on, until a test fails. Its parent ends it where one takes too long.
import { parentPort, workerData } from 'node:worker_threads';
import { startTests } from '@vitest/runner';

const { mutant, files, sites } = workerData;
globalThis.__mutant = mutant;
globalThis.__reached = new Uint8Array(sites);
const config = {
  ...{ root: '/', setupFiles: [], name: '', passWithNoTests: true, testNamePattern: undefined, allowOnly: true },
  sequence: { seed: 1, hooks: 'stack', setupFiles: 'list' },
  ...{ chaiConfig: undefined, maxConcurrency: 1, testTimeout: 120_000, hookTimeout: 120_000, retry: 0 },
  ...{ includeTaskLocation: false, tags: [], tagsFilter: undefined, strictTags: false },
};

const full = (task) => (task.suite === undefined ? task.name : `${full(task.suite)} > ${task.name}`);
const reached = () => {
  const bits = Buffer.alloc(Math.ceil(sites / 8));
  for (let i = 0; i < sites; i++) if (globalThis.__reached[i] === 1) bits[i >> 3] |= 1 << (i & 7);
  globalThis.__reached.fill(0);
  return bits.toString('base64');
};

/**
 * Milliseconds since, as long as nobody else had the processor: that of this process, which other threads may share, or what
 * went by on the clock where that is less.
 */
const clock = () => ({ wall: performance.now(), cpu: process.cpuUsage() });
const since = ({ wall, cpu }) => {
  const { user, system } = process.cpuUsage(cpu);
  return Math.min(performance.now() - wall, (user + system) / 1000);
};

async function runFile({ test, path, only }) {
  const wanted = only === null ? null : new Set(only);
  let failed = null;
  let before = clock();
  let stopped = false;
  const runner = {
    config,
    importFile: () => import(path),
    onCollected() {
      if (sites > 0) parentPort.postMessage({ loaded: test, reached: reached(), ms: since(before) });
    },
    onBeforeRunTask(task) {
      if (stopped || (wanted !== null && !wanted.has(full(task)))) task.mode = 'skip';
      else if (task.mode === 'run') parentPort.postMessage({ begins: test, name: full(task) });
      before = clock();
    },
    onAfterRunTask(task) {
      const passed = task.result?.state === 'pass';
      if (sites > 0) parentPort.postMessage({ ran: full(task), test, passed, ms: since(before), reached: reached() });
      if (task.result?.state === 'fail' && sites === 0) {
        failed ??= full(task);
        stopped = true;
      }
    },
  };
  const [file] = await startTests([path], runner);
  // A file that cannot be loaded, or whose hook fails, has failed as a whole.
  const errors = file.result?.errors ?? [];
  return failed ?? (errors.length > 0 && file.tasks.length === 0 ? `${errors[0].message}` : null);
}

const outside = [];
process.on('unhandledRejection', (e) => outside.push(e));
process.on('uncaughtException', (e) => outside.push(e));
for (const file of files) {
  parentPort.postMessage({ begins: file.test, name: '' });
  const by = await runFile(file);
  if (by === null && outside.length === 0) continue;
  parentPort.postMessage({ failed: file.test, name: by ?? `${outside[0]}` });
  break;
}
parentPort.postMessage({ done: true });
