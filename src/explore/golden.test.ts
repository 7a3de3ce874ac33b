import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32 } from '../base/crc32.ts';
import { expectKept } from '../base/kept-lines.fixture.ts';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import { addFault } from '../scenario/fork.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import { jsonStateLine } from '../trace/jsonl.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { sweepBase } from './sweep.ts';

// Every cell, register, stack and sentence of runs that no lesson tells: a fault at every place of some stories, and random
// scenarios. What they are is the model's own word, so this says that a change changes nothing else, and not that it is right:
// that is said by conformance/ and by the tests of each part. golden/ is written anew with GOLDEN=write where a change is meant.

const MAX_ROWS = 2500;

function sumOf(scenario: Scenario): string {
  const { trace, outcome, missedFaults, problem } = run(scenario, MAX_ROWS);
  const end = JSON.stringify([outcome, missedFaults, problem]);
  const rows = [...trace.rows()].map((e) => jsonStateLine(e)).join('\n');
  return `${trace.length} rows, ${crc32(rows + end).toString(16)}`;
}

const STORIES: Readonly<Record<string, object>> = {
  'v7.3 on OP-TEE': { driver: 'v7.3' },
  'v7.3 on Hafnium': { driver: 'v7.3', secure: 'hafnium' },
  'v6.12 on OP-TEE': { driver: 'v6.12' },
  'fixed on OP-TEE': { driver: 'fixed' },
  'fixed on Hafnium': { driver: 'fixed', secure: 'hafnium' },
  'v1 on OP-TEE': { driver: 'v1' },
};
const ACTIONS = [{ do: 'probe' }, { do: 'sync-send', key: 3 }, { do: 'notify' }, { do: 'session' }, { do: 'remove' }];
/** Of the answers at a place every so many-th is taken, another one at each place. */
const EACH = 12;

test.each(Object.entries(STORIES))('%s: a fault at every place goes on as it did', (name, json) => {
  const story = scenarioOf({ ...json, actions: ACTIONS });
  const base = sweepBase(story);
  if (!base.ok) throw new Error(base.error.what);
  const faults = base.value.places.flatMap(({ site, answers }, at) =>
    answers.filter((_, i) => (i + at * 5) % EACH === 0).map(({ fault }) => ({ site, fault })),
  );
  expect(faults.length).toBeGreaterThan(50);
  function* lines(): Generator<string> {
    yield `no fault: ${sumOf(story)}`;
    for (const { site, fault } of faults)
      yield `${site.name} ${site.nth} ${JSON.stringify(fault.do)}: ${sumOf(addFault(story, fault))}`;
  }
  expectKept(new URL(`golden/${name.replaceAll(' ', '-')}.txt`, import.meta.url), lines());
});

test('random scenarios run as they did', () => {
  const all = fc.sample(scenarios, { numRuns: 250, seed: 20261127 });
  function* lines(): Generator<string> {
    for (const [i, s] of all.entries())
      yield `${i} ${s.driver} on ${s.secure}, ${s.actions.map((a) => a.do).join(' ')}: ${sumOf(s)}`;
  }
  expectKept(new URL('golden/random.txt', import.meta.url), lines());
});
