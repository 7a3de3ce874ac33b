// Which tests stand nearest to a file: those that import it over the fewest steps.
import { posix } from 'node:path';

const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+\.ts)['"]/g;

/**
 * Of `tests` the `most` that reach one of `files` over the fewest imports, those of few steps first. A test that reaches
 * none of them is none of these. `textOf(path)` reads a file.
 */
export function nearestTests(tests, files, most, textOf) {
  const wanted = new Set(files);
  const imports = new Map();
  const importsOf = (path) => {
    if (!imports.has(path)) {
      const found = [...textOf(path).matchAll(IMPORT)].map((m) => posix.join(posix.dirname(path), m[1]));
      imports.set(path, [...new Set(found)]);
    }
    return imports.get(path);
  };
  /** How many imports lie between a test and each of the files that it reaches. */
  const stepsFrom = (test) => {
    const steps = new Map();
    const seen = new Set([test]);
    let now = [test];
    for (let n = 0; now.length > 0; n++) {
      for (const path of now) if (wanted.has(path)) steps.set(path, n);
      now = now.flatMap(importsOf).filter((path) => !seen.has(path) && seen.add(path));
    }
    return steps;
  };
  const all = tests.map((test) => ({ test, steps: stepsFrom(test) }));
  // In turns, so that each file has its nearest before one of them has its second.
  const queues = files.map((file) =>
    all
      .filter(({ steps }) => steps.has(file))
      .sort((a, b) => a.steps.get(file) - b.steps.get(file) || (a.test < b.test ? -1 : 1)),
  );
  const chosen = new Set();
  for (let turn = 0; chosen.size < most && queues.some((q) => q.length > turn); turn++)
    for (const queue of queues) if (chosen.size < most && queue[turn] !== undefined) chosen.add(queue[turn].test);
  return [...chosen];
}
