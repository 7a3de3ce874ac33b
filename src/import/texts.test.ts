import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packTexts, textAt } from './texts.ts';

test('every text comes back, equal ones are kept once', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (list) => {
      const { texts, of } = packTexts(list);
      expect(Array.from(of, (n) => textAt(texts, n))).toEqual(list);
      expect(texts.ends).toHaveLength(new Set(list).size);
      expect(textAt(texts, list.length)).toBe(textAt(texts, list.length));
    }),
  );
  expect(textAt(packTexts(['a']).texts, 1)).toBe('');
});
