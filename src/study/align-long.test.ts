import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignKeys } from './align-keys.ts';
import { longPairs } from './align-long.ts';

const key = fc.constantFrom('a', 'b', 'c', 'd');

test('pairs are equal, in order, and as many as the whole search finds', () => {
  fc.assert(
    fc.property(fc.array(key, { maxLength: 40 }), fc.array(key, { maxLength: 40 }), (a, b) => {
      const pairs = longPairs(a, b);
      let [i, j] = [-1, -1];
      for (const [l, r] of pairs) {
        expect(a[l]).toBe(b[r]);
        expect(l > i && r > j).toBe(true);
        [i, j] = [l, r];
      }
      const both = alignKeys(a, b).reduce((n, s) => n + (s.kind === 'both' ? s.count : 0), 0);
      expect(pairs).toHaveLength(both);
    }),
  );
});

test('two runs of twenty thousand rows with a difference in every round are paired', () => {
  const round = (n: number, extra: string): string[] => [...Array.from({ length: 300 }, (_, i) => `${n} ${i}`), extra];
  const rounds = (extra: string): string[] => Array.from({ length: 64 }, (_, n) => round(n, extra)).flat();
  const stretches = alignKeys(rounds('x'), rounds('y'));
  expect(stretches.reduce((n, s) => n + (s.kind === 'both' ? s.count : 0), 0)).toBe(64 * 300);
  expect(stretches.filter((s) => s.kind === 'only-left')).toHaveLength(64);
});
