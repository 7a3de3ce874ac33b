import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HashSum, hashData, hashPair, hashText } from './hash-data.ts';

const data = fc.letrec((tie) => ({
  value: fc.oneof(
    fc.string(),
    fc.bigInt(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('the hash of data', () => {
  test('equal data has an equal hash, whatever object holds it', () => {
    fc.assert(fc.property(data, (value) => hashData(value) === hashData(structuredClone(value))));
  });

  test('data of different kinds differs', () => {
    const values = [0, 0n, '0', false, null, [], {}, [0], ['0'], { a: 0 }, { b: 0 }, [[0]], 1, 1n, '1', true];
    expect(new Set(values.map((v) => hashData(v))).size).toBe(values.length);
  });

  test('100,000 texts have as many hashes, and each is an exact number', () => {
    const hashes = new Set<number>();
    for (let i = 0; i < 50_000; i++) hashes.add(hashText(`key.${i}`)).add(hashPair(hashText(`key.${i}`), 17));
    expect(hashes.size).toBe(100_000);
    expect([...hashes].every((h) => Number.isSafeInteger(h) && h >= 0 && h < 2 ** 52)).toBe(true);
  });

  test('the order of a pair counts, that of a sum does not', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 2 }), (texts) => {
        const forth = new HashSum();
        const back = new HashSum();
        for (const t of texts) forth.add(hashText(t));
        for (const t of texts.toReversed()) back.add(hashText(t));
        expect(String(forth)).toBe(String(back));
        back.add(1);
        expect(String(forth)).not.toBe(String(back));
        back.remove(1);
        expect(String(forth)).toBe(String(back));
      }),
    );
    expect(hashPair(1, 2)).not.toBe(hashPair(2, 1));
  });
});
