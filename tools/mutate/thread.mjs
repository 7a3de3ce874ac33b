// One run of test files in a thread of its own, which can be ended.
import { Worker } from 'node:worker_threads';

/** How long a test may take: this, and so many times what it took unbroken, in milliseconds. */
const PATIENCE = 20_000;
const TIMES = 15;

/**
 * Runs `files` (`{ test, path, only }`) with a mutant on. `usual(test, name)`: how long a test takes unbroken, in milliseconds.
 * Says everything that the thread says to `hear`. The answer is the first failure, `null` where there was none.
 */
export function runTests(folder, { mutant, files, sites = 0 }, usual, hear = () => {}) {
  return new Promise((resolve) => {
    const worker = new Worker(`${folder}/run-tests.mjs`, {
      workerData: { mutant, files, sites },
      ...{ stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 2048 } },
    });
    let timer;
    let at = { begins: '', name: '' };
    const end = (failure) => {
      clearTimeout(timer);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate().then(() => resolve(failure));
    };
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => end({ test: at.begins, name: at.name, how: 'without end' }),
        PATIENCE + TIMES * usual(at.begins, at.name),
      );
    };
    wait();
    worker.on('message', (m) => {
      if (m.begins !== undefined) {
        at = m;
        wait();
      } else if (m.failed !== undefined) end({ test: m.failed, name: m.name, how: 'failed' });
      else if (m.done) end(null);
      else hear(m);
    });
    worker.on('error', (e) => end({ test: at.begins, name: at.name, how: `${e.message}` }));
    worker.on('exit', () => end({ test: at.begins, name: at.name, how: 'the process ended' }));
    worker.stdout.resume();
    worker.stderr.resume();
  });
}
