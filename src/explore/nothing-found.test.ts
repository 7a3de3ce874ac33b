import { expect, it } from 'vitest';
import type { AnyTime } from './events.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { Search } from './search.ts';

// The driver as it should be: no order breaks anything, complete up to the bound. The same up to two switches takes a minute
// and is part of `npm run truth`.

const notify: AnyTime = { do: 'notify', cpu: 1 };
const CYCLE = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

it.each([
  ['optee', 'probe', CYCLE.slice(0, 1), [notify, { do: 'remove' } as const]],
  ['hafnium', 'probe', CYCLE.slice(0, 1), [notify, { do: 'remove' } as const]],
  ['optee', 'probe, notify, remove', CYCLE, [notify]],
  ['hafnium', 'probe, notify, remove', CYCLE, [notify]],
] as const)(
  'on %s nothing is found from %s, complete up to one switch',
  (secure, _name, actions, events) => {
    const search = new Search({ scenario: scenarioOf({ driver: 'fixed', secure, actions }), events });
    const bound = Number(process.env.EXPLORE_BOUND ?? 1);
    for (let n = 0; n <= bound; n++) while (search.next(n));
    expect(search.hits.list.map((hit) => `${hit.rule}: ${hit.text}`)).toEqual([]);
    expect(search.counts(bound)).toMatchObject({ bound, waiting: 0 });
    expect(search.counts(bound).states).toBeGreaterThan(2000);
  },
  600_000,
);
