import { describe, expect, test } from 'vitest';
import { messages } from '../../import/fixtures/messages.ts';
import { SYMPTOMS } from '../symptoms/index.ts';
import { neededWords } from './needed-words.ts';
import { WordIndex } from './word-index.ts';

describe('words that a pattern needs', () => {
  test.each([
    [/ARM FF-A: failed to setup partitions|^failed to setup partitions/, ['failed']],
    [/(?:\w+: )?per-vCPU flag not supported/, ['vcpu']],
    [/a(?:b|c) word\b/, ['word']],
    [/\bspmc_\w+: x/, null],
    [/Bit pos (?<bit>\d+) is already free/, ['already']],
    [/words? only/, null],
    [/(?:send|recv) page \(/, ['page']],
    // A class of characters may hold its own end, and may be the end of a word.
    [/[\w]abcd efgh x/, ['efgh']],
    [/[\]]abcd efgh x/, ['efgh']],
    [/ [^\s\]]+ efgh x/, ['efgh']],
    [/ efgh[)] abcd /, ['abcd']],
    [/ (?<a> efgh | ijkl ) x/, ['efgh', 'ijkl']],
    [/ efgh(?!ijkl) x/, null],
    [/ efgh (?=ijklm )x/, ['efgh']],
    [/ efghi? abcd /, ['abcd']],
    [/ efghi* abcd /, ['abcd']],
    [/ efghi{0,2} abcd /, ['abcd']],
    [/ abc efghi{1,2} /, ['efghi']],
    [/ (?: efgh )? abcd /, ['abcd']],
    [/ efgh\d abc\s/, ['abc']],
    [/\Befgh abc\W/, ['abc']],
    [/\befgh\b/, ['efgh']],
    [/ ab cd /, null],
  ])('%s', (pattern, words) => {
    expect(neededWords(pattern)).toEqual(words === null ? null : [...new Set(words)]);
  });

  test('no pattern is kept from a line that it matches', () => {
    const index = new WordIndex(SYMPTOMS, (s) => s.pattern);
    const lines = [...messages.map((m) => m.line), ...SYMPTOMS.flatMap((s) => s.examples)];
    for (const line of lines) {
      const tried = new Set(index.candidates(line));
      for (const s of SYMPTOMS) if (s.pattern.test(line)) expect(tried.has(s), `${s.id}: ${line}`).toBe(true);
    }
    expect(index.unindexed.length).toBeLessThan(SYMPTOMS.length / 6);
  });
});
