import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Running } from '../stack/simulate.ts';
import { CPU_PREFIX } from '../trace/keys.ts';
import type { World } from '../trace/world.ts';
import { scenarios } from './arbitrary.fixture.ts';
import { EndingListener, ending, endingOf } from './ending.ts';
import { run } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

const MAX_ROWS = 5000;

const cellsOf = (world: World): string[] =>
  Array.from(world.under(''), ([key, { value }]) => `${key} = ${value}`)
    .filter((cell) => !cell.startsWith(CPU_PREFIX))
    .sort();

/** What a whole run says, in the fields of an ending. */
function wholeEnding(scenario: Scenario): unknown {
  const whole = run(scenario, MAX_ROWS);
  const { result, violations, leaks, log, hang } = whole.outcome;
  const { missedFaults, choicePoints, problem } = whole;
  const cells = cellsOf(whole.history.at(whole.trace.length - 1));
  return { rows: whole.trace.length, cells, result, violations, leaks, log, hang, missedFaults, choicePoints, problem };
}

test('says of any scenario what the whole run says', () => {
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const { world, ...said } = ending(scenario, MAX_ROWS);
      expect({ ...said, cells: cellsOf(world) }).toEqual(wholeEnding(scenario));
    }),
    { numRuns: 150 },
  );
});

test('is the same step by step, watched, and with a policy', () => {
  const parsed = parseScenario({
    v: 1,
    actions: [
      { do: 'probe' },
      { do: 'sync-wait', key: 3 },
      { do: 'sync-send', key: 3, with: 'previous' },
      { do: 'notify', with: 'previous' },
    ],
    choices: [1, 0, 1],
  });
  if (!parsed.ok) throw new Error(parsed.error.what);
  const scenario = parsed.value;
  const listener = new EndingListener();
  const policy = { next: (_: unknown, { choice }: { choice: number }) => scenario.choices[choice] ?? 0 };
  const running = new Running(scenario, { listener, policy, watched: true });
  const keys = new Set<string>();
  while (running.advance() === null) keys.add(running.stateKey());
  const { world, ...said } = endingOf(running, listener);
  expect({ ...said, cells: cellsOf(world) }).toEqual(wholeEnding(scenario));
  expect([running.kernel.trace.length, keys.size > said.rows / 2]).toEqual([0, true]);
});
