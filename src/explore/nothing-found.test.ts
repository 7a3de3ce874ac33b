import { expect, it } from 'vitest';
import type { AnyTime } from './events.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { Search } from './search.ts';

// The driver as it should be: no order breaks anything, complete up to the bound.

const BOUND = 2;

const notify: AnyTime = { do: 'notify', cpu: 1 };
const CYCLE = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

it.each([
  ['optee', 'probe', CYCLE.slice(0, 1), [notify, { do: 'remove' } as const]],
  ['hafnium', 'probe', CYCLE.slice(0, 1), [notify, { do: 'remove' } as const]],
  ['optee', 'probe, notify, remove', CYCLE, [notify]],
  ['hafnium', 'probe, notify, remove', CYCLE, [notify]],
] as const)(
  'on %s nothing is found from %s, complete up to two switches',
  (secure, _name, actions, events) => {
    const search = new Search({ scenario: scenarioOf({ driver: 'fixed', secure, actions }), events });
    for (let n = 0; n <= BOUND; n++) while (search.next(n));
    expect(search.hits.list.map((hit) => `${hit.rule}: ${hit.text}`)).toEqual([]);
    expect(search.counts(BOUND)).toMatchObject({ bound: BOUND, waiting: 0 });
    expect(search.counts(BOUND).states).toBeGreaterThan(8000);
  },
  600_000,
);

// A client's task that waits for a key which nobody sends is no defect of the driver; everything else would be.
it('clients at any time of a remove find nothing: whom rmmod has seen keeps it from going, and nobody opens after it', () => {
  const scenario = scenarioOf({ driver: 'fixed', actions: [{ do: 'probe' }, { do: 'remove' }] });
  const events: AnyTime[] = [{ do: 'sync-wait', key: 64 }, { do: 'session' }];
  const search = new Search({ scenario, events });
  for (let n = 0; n <= 1; n++) while (search.next(n));
  const found = search.hits.list.map((hit) => `${hit.rule}: ${hit.text}`);
  expect(found).toEqual(['HANG: waiter waits for ever: somebody to send key 64']);
  expect(search.counts(1)).toMatchObject({ bound: 1, waiting: 0 });
}, 600_000);
