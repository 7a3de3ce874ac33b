import { expect, test } from 'vitest';
import { markSlots } from './slots.ts';

const marks = (length: number, at: readonly number[]): Uint8Array => {
  const m = new Uint8Array(length);
  for (const row of at) m[row] = 1;
  return m;
};

test('the first and the last row stand at the ends', () => {
  expect(markSlots(marks(101, [0, 50, 100]), 1, 90)).toEqual([0, 0.5, 1]);
});

test('of marks that would lie on each other one is kept', () => {
  expect(markSlots(marks(1001, [500, 501, 502, 900]), 1, 90)).toEqual([0.5, 0.9]);
});

test('other marks are left out', () => {
  expect(markSlots(marks(10, [3]), 2, 90)).toEqual([]);
});
