import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, appended, EMPTY, joined, type RollingHash, rollingText } from './rolling-hash.ts';

const items = fc.array(fc.integer({ min: 0, max: 2 ** 52 - 1 }), { maxLength: 40 });
const of = (list: readonly number[]): RollingHash => list.reduce(appended, EMPTY);

test('parts make the whole, and the whole without its beginning is the rest', () => {
  fc.assert(
    fc.property(items, items, (x, y) => {
      expect(joined(of(x), of(y))).toEqual(of([...x, ...y]));
      expect(after(of([...x, ...y]), of(x))).toEqual(of(y));
    }),
  );
});

test('other items, or in another order, make another hash', () => {
  const lists = [[], [0], [0, 0], [1, 2], [2, 1], [1, 2, 0], [2 ** 51]];
  expect(new Set(lists.map((l) => rollingText(of(l)))).size).toBe(lists.length);
});
