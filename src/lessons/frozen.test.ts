import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import type { Scenario } from '../scenario/types.ts';
import type { RunOptions } from '../stack/run-options.ts';
import { Running, simulate } from '../stack/simulate.ts';
import { LESSONS } from './gallery.ts';

// No actor changes anything behind the simulator's back: what lies in memory and what the machine is made of is frozen
// here, so that an assignment, a push or a splice throws.

const MAX_ROWS = 3000;
const rowsOf = (scenario: Scenario, options: RunOptions): string => {
  const r = new Running(scenario, { maxRows: MAX_ROWS, ...options });
  r.settle();
  return text(r.result().trace.rows());
};
const text = (rows: Iterable<unknown>): string =>
  JSON.stringify([...rows], (_key, v) => (typeof v === 'bigint' ? `${v}n` : v));

describe('with everything frozen that actors share', () => {
  test.each(LESSONS.map((l) => [l.name, l] as const))('%s runs as it does', (_, { scenario }) => {
    expect(rowsOf(scenario, { frozen: true, watched: true })).toBe(text(simulate(scenario, MAX_ROWS).trace.rows()));
  });

  test('any scenario runs as it does', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        expect(rowsOf(scenario, { frozen: true })).toBe(rowsOf(scenario, {}));
      }),
      { numRuns: 100 },
    );
  });
});
