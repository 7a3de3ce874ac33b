import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reviewNotes } from './review-notes.ts';
import { lineOf, sentences } from './sentence.ts';
import { tokenize } from './tokens.ts';

test('every remark stands at a line of the driver as it was posted', () => {
  const text = readFileSync(new URL('../../stack/linux/optee-v1.ts', import.meta.url), 'utf8');
  const all = sentences(text, tokenize(text));
  const lines = reviewNotes('linux/optee-v1').map((n) => lineOf(all, n.at));
  expect(lines).toHaveLength(3);
  expect(lines.every((l) => l !== null)).toBe(true);
  expect(new Set(lines).size).toBe(3);
  expect(reviewNotes('linux/optee-v6.12')).toEqual([]);
});
