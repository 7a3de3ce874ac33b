// A process that breaks one place after the other and runs tests over it. Its parent ends it when one takes too long.
import { createVitest } from 'vitest/node';

const root = process.cwd();
let mutant = null;
const breaking = {
  name: 'break',
  enforce: 'pre',
  transform(code, id) {
    if (mutant === null || id.split('?')[0] !== `${root}/${mutant.file}`) return null;
    return { code: code.slice(0, mutant.start) + mutant.to + code.slice(mutant.end), map: null };
  },
};
const quiet = { onInit() {} };
const vitest = await createVitest(
  'test',
  // A thread ends with its process, also where it never comes to an end by itself.
  { root, watch: false, pool: 'threads', maxWorkers: 1, bail: 1, reporters: [quiet], testTimeout: 30_000 },
  { plugins: [breaking] },
);
// Finds the configuration of every project.
await vitest.standalone?.();

let before = null;
/** Does this test file fail with the code as `next` has it? null: unbroken. What was broken before is whole again. */
async function fails(test, next) {
  for (const file of new Set([before?.file, next?.file]))
    if (file !== undefined) vitest.invalidateFile(`${root}/${file}`);
  before = next;
  mutant = next;
  try {
    const specs = vitest.projects.map((p) => p.createSpecification(`${root}/${test}`));
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specs, false);
    return unhandledErrors.length > 0 || testModules.some((m) => m.state() === 'failed');
  } catch {
    return true;
  }
}

// Only a test that passes over whole code has seen a mutant; each is asked once.
const passes = new Map();
process.on('message', async (asked) => {
  let killedBy = null;
  for (const test of asked.tests) {
    if (passes.get(test) === false || !(await fails(test, asked))) continue;
    if (!passes.has(test)) passes.set(test, !(await fails(test, null)));
    if (!passes.get(test)) continue;
    killedBy = test;
    break;
  }
  process.send({ killedBy });
});
process.send({ ready: true });
