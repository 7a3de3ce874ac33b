import { describe, expect, it } from 'vitest';
import type { AnyTime } from './events.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { Search, type SearchOptions } from './search.ts';

// The reduced search is compared with one that leaves nothing out: the same worlds at the end, and the same rules broken.

const BOUND = 4;

function searched(options: SearchOptions, bound = BOUND) {
  const search = new Search(options);
  for (let n = 0; n <= bound; n++) while (search.next(n));
  const rules = new Set(search.hits.list.map((h) => `${h.rule} ${h.text}`));
  return { worlds: [...search.worlds].sort(), rules: [...rules].sort(), counts: search.counts(bound) };
}

const together = (...actions: readonly object[]): readonly object[] =>
  actions.map((a, i) => (i === 0 ? a : { ...a, with: 'previous' }));

const request = (id: number): object => ({ do: 'request', id });
const relinquish = (id: number): object => ({ do: 'relinquish', id });
const send = { do: 'send', id: 1 };
const destroy = { do: 'smc', w: ['0x8400007e', '0x0'] };
const get = { do: 'smc', w: ['0x84000082', '0x0', '0x1'] };
const notify: AnyTime = { do: 'notify', cpu: 1 };

/** What runs together, what is held before, and what may happen at any time. */
const SMALL: readonly (readonly [actions: readonly object[], held: readonly number[], events: readonly AnyTime[]])[] = [
  [together(request(1), request(1)), [], []],
  [together(request(2), request(36)), [], []],
  [together(request(1), relinquish(1)), [], []],
  [together(relinquish(1), relinquish(1)), [1], []],
  [together(relinquish(1), request(1)), [1], []],
  [together(relinquish(1), get), [1], []],
  [together(request(1), destroy), [], []],
  [together(send, request(1)), [], []],
  [together(get, destroy), [], []],
  [[request(1)], [], [{ do: 'relinquish', id: 1 }]],
];
const MACHINES = [
  { driver: 'v6.12', secure: 'optee' },
  { driver: 'v7.3', secure: 'hafnium' },
  { driver: 'v1', secure: 'optee' },
];

describe('the reduced search finds what the full one finds', () => {
  const cases = MACHINES.flatMap((machine) =>
    SMALL.map(([actions, held, events]) => ({ machine, actions, held, events, name: JSON.stringify(actions) })),
  );
  it.each(cases)('$machine.driver $machine.secure $name', ({ machine, actions, held, events }) => {
    const scenario = scenarioOf({ ...machine, actions, held });
    const reduced = searched({ scenario, events });
    const full = searched({ scenario, events, full: true });
    expect(reduced.worlds).toEqual(full.worlds);
    expect(reduced.rules).toEqual(full.rules);
    expect(reduced.counts.runs).toBeLessThanOrEqual(full.counts.runs);
  });

  it('also where an interrupt comes at any time of a bottom half, up to one switch', () => {
    const scenario = scenarioOf({ driver: 'v7.3', actions: [{ do: 'notify', cpu: 1 }], optee: { caps: [] } });
    const reduced = searched({ scenario, events: [notify] }, 1);
    const full = searched({ scenario, events: [notify], full: true }, 1);
    expect(reduced.worlds).toEqual(full.worlds);
    expect(reduced.rules).toEqual(full.rules);
  });

  it('and merging equal states loses no world', () => {
    const scenario = scenarioOf({ driver: 'v6.12', actions: together(get, destroy) });
    const merged = searched({ scenario, events: [], full: true });
    const again = searched({ scenario, events: [], full: true, again: true });
    expect(merged.worlds).toEqual(again.worlds);
    expect(merged.counts.runs).toBeLessThan(again.counts.runs);
  });
});
