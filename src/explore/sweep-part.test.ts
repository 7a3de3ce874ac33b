import { expect, test } from 'vitest';
import { scenarioOf } from './scenario.fixture.ts';
import { pairsOf, sweepPart, together } from './sweep-part.ts';

test('a sweep in parts is the sweep, however many parts there are', () => {
  const scenario = scenarioOf({
    driver: 'v7.3',
    actions: [
      { do: 'request', id: 1 },
      { do: 'request', id: 2 },
      { do: 'send', id: 1 },
      { do: 'relinquish', id: 1 },
    ],
  });
  const inParts = (of: number, singles: Parameters<typeof sweepPart>[0]['singles']) =>
    together(Array.from({ length: of }, (_, part) => sweepPart({ scenario, singles, part, of })));
  const singles = inParts(1, null).flat();
  expect(singles.length).toBeGreaterThan(20);
  for (const of of [2, 3]) expect(inParts(of, null).flat()).toEqual(singles);
  const pairs = pairsOf(singles, inParts(1, singles));
  expect(pairs.length).toBeGreaterThan(20);
  expect(pairsOf(singles, inParts(3, singles))).toEqual(pairs);
}, 240_000);
