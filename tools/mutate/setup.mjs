// In a run that counts: which functions a test file runs. Each test file says it when it has ended.
import { appendFileSync } from 'node:fs';
import { afterAll, afterEach, expect } from 'vitest';

const ran = new Set();
globalThis.__ran = (name) => ran.add(name);
const begun = performance.now();
let failed = 0;
afterEach(({ task }) => {
  if (task.result?.state === 'fail') failed++;
});
afterAll(() => {
  const told = { test: expect.getState().testPath, ms: Math.round(performance.now() - begun), failed, ran: [...ran] };
  appendFileSync(process.env.MUTATE_COUNT, `${JSON.stringify(told)}\n`);
});
