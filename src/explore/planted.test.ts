import { afterEach, beforeEach, expect, it } from 'vitest';
import { getWord, type Op } from '../sim/effects.ts';
import { hold, release } from '../sim/resource.ts';
import type { Driver } from '../stack/linux/arm-ffa/bus.ts';
import { DRIVERS } from '../stack/linux/drivers.ts';
import { ENOMEM } from '../stack/linux/errno.ts';
import { SPMC } from '../trace/keys.ts';
import { counterexample } from './counterexample.ts';
import { defectsOf } from './defects.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { Search } from './search.ts';
import { everySingle, sweepBase } from './sweep.ts';

// A scratch driver in the place of the one as it should be, in which nothing is found: it has two defects more, one that takes
// a fault and one that takes an order.

const good = DRIVERS.fixed;
const drivers = DRIVERS as { fixed: Driver };

beforeEach(() => {
  drivers.fixed = {
    *probe(device): Op<number> {
      const rc = yield* good.probe(device);
      if (rc === -ENOMEM) yield* hold('scratch page');
      return rc;
    },
    *remove(device): Op<void> {
      yield* hold('scratch buffer');
      const isPending = (yield* getWord(SPMC.pending)) !== 0n;
      yield* good.remove(device);
      if (!isPending) yield* release('scratch buffer');
    },
  };
});
afterEach(() => {
  drivers.fixed = good;
});

it('a defect that takes a fault is found by the sweep, and nothing else is', () => {
  const base = sweepBase(scenarioOf({ driver: 'fixed', actions: [{ do: 'probe' }] }));
  if (!base.ok) throw new Error(base.error.what);
  const places = base.value.places.filter(({ site }) => /alloc|_register$/.test(site.name));
  const defects = defectsOf(everySingle({ ...base.value, places }));
  expect(defects.map((d) => d.finding.text)).toEqual(['I9: scratch page is still held after the failed probe']);
});

it('a defect that takes an order is found by the search, with its shortest story, and nothing else is', () => {
  const scenario = scenarioOf({ driver: 'fixed', actions: [{ do: 'probe' }] });
  const events = [{ do: 'notify', cpu: 1 } as const, { do: 'remove' } as const];
  const search = new Search({ scenario, events });
  for (let bound = 0; bound <= 1; bound++) while (search.next(bound));
  const stories = search.hits.list.map((hit) => counterexample(scenario, events, hit));
  expect(stories.map((s) => s?.text)).toEqual(['scratch buffer is still held after the remove']);
  expect(stories[0]?.scenario.actions.map((a) => a.do).toSorted()).toEqual(['notify', 'probe', 'remove']);
}, 120_000);
