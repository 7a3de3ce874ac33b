import { expect, test } from 'vitest';
import { sentenceOf } from './sentence.ts';

test('a clause becomes a sentence, and the name of a register keeps its small letter', () => {
  expect(sentenceOf('the id is not its own')).toBe('The id is not its own.');
  expect(sentenceOf('w5..w7 must be zero')).toBe('w5..w7 must be zero.');
  expect(sentenceOf('x3 is no page')).toBe('x3 is no page.');
  expect(sentenceOf('what is asked is unknown')).toBe('What is asked is unknown.');
});
