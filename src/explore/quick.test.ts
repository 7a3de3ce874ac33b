import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scenarios } from '../scenario/arbitrary.fixture.ts';
import { addFault } from '../scenario/fork.ts';
import type { Scenario } from '../scenario/types.ts';
import { Running } from '../stack/simulate.ts';
import type { Answer } from './answers.ts';
import { type End, EndListener, endingOf, lastOf } from './ending.ts';
import { scenarioOf } from './scenario.fixture.ts';
import type { Site } from './sites.ts';
import { everySingle, sweepBase, type Tried } from './sweep.ts';
import { pairsOfFaults } from './sweep-pairs.ts';

// A sweep begins its runs in the middle and ends them where the rest is known. What it tells is what whole runs tell.

function endOf(scenario: Scenario, listener: EndListener): { readonly end: End; readonly rows: number } {
  const running = new Running(scenario, { listener, maxRows: 30_000 });
  running.settle();
  return { end: listener.end(lastOf(running.result())), rows: running.kernel.rows };
}

const ends = new Map<Scenario, End>();

/** How it ends without the fault: the same for many. */
function endWithout(scenario: Scenario): End {
  const end = ends.get(scenario) ?? endOf(scenario, new EndListener()).end;
  ends.set(scenario, end);
  return end;
}

/** One fault, tried from the first row to the last. */
function plainly(scenario: Scenario, site: Site, answer: Answer): Omit<Tried, 'course'> {
  const faulty = addFault(scenario, answer.fault);
  const listener = new EndListener(faulty.faults.indexOf(answer.fault));
  const { end, rows } = endOf(faulty, listener);
  const ending = endingOf(endWithout(scenario), end);
  return { site, answer, ending, row: ending.row ?? listener.struck ?? Math.min(site.row, rows - 1) };
}

/** Of a long list some, from all over it. */
const some = <T>(list: readonly T[], count: number): readonly T[] => {
  const by = Math.max(1, Math.ceil(list.length / count));
  return list.filter((_, i) => i % by === 0);
};

const without = ({ course, ...told }: Tried): Omit<Tried, 'course'> => told;

test('a quick sweep of any scenario tells what whole runs tell', () => {
  let compared = 0;
  let swept = 0;
  fc.assert(
    fc.property(scenarios, (scenario) => {
      const base = sweepBase(scenario);
      if (!base.ok || base.value.rows > 500 || base.value.total === 0) return;
      swept++;
      for (const tried of some(everySingle(base.value), 25)) {
        compared++;
        expect(without(tried)).toEqual(plainly(scenario, tried.site, tried.answer));
      }
    }),
    { numRuns: 25, seed: 5 },
  );
  expect([swept >= 12, compared > 200]).toEqual([true, true]);
}, 240_000);

test.each([
  { driver: 'fixed', actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }] },
  { driver: 'v7.3', secure: 'hafnium', actions: [{ do: 'probe' }, { do: 'sync-wait', key: 64 }, { do: 'remove' }] },
  { driver: 'v1', actions: [{ do: 'probe' }, { do: 'session' }, { do: 'notify', with: 'previous' }] },
])(
  'and so do quick pairs: $driver',
  (json) => {
    const scenario = scenarioOf(json);
    const base = sweepBase(scenario);
    if (!base.ok) throw new Error(base.error.what);
    const singles = everySingle(base.value);
    for (const { site, answer, course: _, ...told } of some(singles, 30))
      expect({ site, answer, ...told }).toEqual(plainly(scenario, site, answer));
    const pairs = [...pairsOfFaults(base.value, some(singles, 12))].filter((p) => p !== null);
    expect(pairs.length).toBeGreaterThan(40);
    for (const { first, second } of some(pairs, 30)) {
      const { site, answer } = second;
      expect(without(second)).toEqual(plainly(addFault(scenario, first.answer.fault), site, answer));
    }
  },
  240_000,
);
