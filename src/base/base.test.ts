import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitList, bits, hex, idSet, parseWord, place, s32, u32 } from './bits.ts';
import { hashRandom } from './hash-random.ts';
import { problemText } from './result.ts';
import { nearest, upperBound } from './search.ts';

const word = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });

describe('bits', () => {
  test('a field that is placed is read back', () => {
    fc.assert(
      fc.property(word, fc.nat({ max: 63 }), fc.nat({ max: 63 }), (value, a, b) => {
        const [hi, lo] = a > b ? [a, b] : [b, a];
        const cut = BigInt.asUintN(hi - lo + 1, value);
        expect(bits(place(value, hi, lo), hi, lo)).toBe(cut);
      }),
    );
  });

  test('a C int and its word', () => {
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (n) => s32(u32(n)) === n));
    expect([hex(u32(-6)), s32(0xffff0006n)]).toEqual(['0xfffffffa', -65530]);
  });

  test('ids in words', () => {
    expect(bitList(0b1001n)).toEqual([0, 3]);
    expect([0n, 8n, 0b10111n, 0b11n].map(idSet)).toEqual(['{}', '{3}', '{0–2, 4}', '{0, 1}']);
  });

  test('a word is read back from its text, and nothing else is', () => {
    fc.assert(fc.property(word, (n) => parseWord(hex(n)) === n));
    for (const text of ['', '0x', '-1', '1e3', '0x10000000000000000', 'w3']) expect(parseWord(text)).toBeNull();
  });
});

test('the nearest name', () => {
  const names = ['probe', 'remove', 'notify', 'FFA_NOTIFICATION_BIND'];
  expect([nearest('prob', names), nearest('BIND', names), nearest('zzzzzz', names)]).toEqual([
    'probe',
    'FFA_NOTIFICATION_BIND',
    null,
  ]);
});

test('the first index above a key', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), fc.nat({ max: 50 }), (list, key) => {
      const sorted = list.toSorted((a, b) => a - b);
      const at = upperBound(sorted, key, (n) => n);
      expect(sorted.slice(0, at).every((n) => n <= key) && sorted.slice(at).every((n) => n > key)).toBe(true);
    }),
  );
});

test('the same seed and index give the same number, and others another', () => {
  expect(hashRandom(1, 2)).toBe(hashRandom(1, 2));
  const numbers = Array.from({ length: 1000 }, (_, i) => hashRandom(7, i));
  expect(new Set(numbers).size).toBe(1000);
  expect(Math.abs(numbers.reduce((a, b) => a + b) / 1000 - 0.5)).toBeLessThan(0.05);
});

test('a problem is one sentence with its place', () => {
  expect(problemText({ what: 'it is wrong.', where: 'faults[0]', remedy: 'Write it so.' })).toBe(
    'faults[0]: it is wrong. Write it so.',
  );
  expect(problemText({ what: 'it is wrong.', where: '', remedy: '' })).toBe('it is wrong.');
});
