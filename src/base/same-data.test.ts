import { expect, test } from 'vitest';
import { isSameData } from './same-data.ts';

test('numbers, texts, lists and records say the same where all their parts do', () => {
  const one = { a: 1, b: [2n, 'three', null, { c: true }] };
  expect(isSameData(one, { b: [2n, 'three', null, { c: true }], a: 1 })).toBe(true);
  expect(isSameData(one, { a: 1, b: [2n, 'three', null, { c: false }] })).toBe(false);
  expect(isSameData(one, { a: 1, b: [2n, 'three', null] })).toBe(false);
  expect(isSameData(one, { ...one, d: undefined })).toBe(false);
  expect(isSameData({ d: undefined }, { e: undefined })).toBe(false);
});

test.each([
  [1, 1n],
  [0, false],
  ['1', 1],
  [null, undefined],
  [null, {}],
  [[], {}],
  [[1], { 0: 1 }],
  [{}, () => 1],
  [new Map([[1, 2]]), new Map([[1, 2]])],
])('%o and %o are not the same', (a, b) => {
  expect(isSameData(a, b)).toBe(false);
  expect(isSameData(b, a)).toBe(false);
});

test('functions count as nothing, and not a number is itself', () => {
  expect(isSameData({ f: () => 1 }, { f: () => 2 })).toBe(true);
  expect(isSameData(Number.NaN, Number.NaN)).toBe(true);
});
