import { describe, expect, test } from 'vitest';
import { readRegisters } from './probe-body.ts';
import { readEightRegisters } from './quick-registers.ts';
import { FRAME_HALVES } from './read-word.ts';

const WORDS = ['0', 'f', '10', '8400007f', 'ffffffff', '100000000', '123456789abcdef0', 'ffffffffffffffff'];
const line = (letter: string, words: readonly string[]): string =>
  words.map((w, i) => `${letter}${i}=0x${w}`).join(' ');

function read(text: string, before = '', behind = '') {
  const bytes = new TextEncoder().encode(before + text + behind);
  const halves = new Uint32Array(FRAME_HALVES);
  const is = readEightRegisters(bytes, before.length, before.length + text.length, halves);
  return is ? halves : null;
}
const words = (halves: Uint32Array | null): string[] =>
  Array.from({ length: 8 }, (_, i) =>
    ((BigInt(halves?.[2 * i + 1] ?? 0) << 32n) | BigInt(halves?.[2 * i] ?? 0)).toString(16),
  );

describe.each(['a', 'r'])('registers %s0 to %s7', (letter) => {
  test.each([0, 1, 2, 3, 4, 5, 6, 7])('every length of a word in every register, turned by %i', (by) => {
    const turned = [...WORDS.slice(by), ...WORDS.slice(0, by)];
    const text = line(letter, turned);
    expect(words(read(text, 'x ', '\nmore'))).toEqual(turned);
    // The careful reader says the same of them.
    const halves = new Uint32Array(FRAME_HALVES);
    expect(readRegisters(text, letter, halves)).toBe(8);
    expect(words(halves)).toEqual(turned);
  });
});

const GOOD = line('a', WORDS);
test.each([
  ['one register less', GOOD.slice(0, GOOD.lastIndexOf(' '))],
  ['another number', GOOD.replace('a3=', 'a4=')],
  ['another letter', GOOD.replace('a3=', 'r3=')],
  ['no equals sign', GOOD.replace('a3=', 'a3:')],
  ['a word that is not hexadecimal by its prefix', GOOD.replace('a3=0x', 'a3=0')],
  ['another prefix', GOOD.replace('a3=0x', 'a3=1x')],
  ['a prefix in capitals', GOOD.replace('a3=0x', 'a3=0X')],
  ['no digit', GOOD.replace('a0=0x0', 'a0=0x')],
  ['a digit in capitals', GOOD.replace('a1=0xf', 'a1=0xF')],
  ['a letter that is no digit', GOOD.replace('a1=0xf', 'a1=0xg')],
  ['a sign between 9 and a', GOOD.replace('a1=0xf', 'a1=0x`')],
  ['seventeen digits', GOOD.replace('0x123456789abcdef0', '0x0123456789abcdef0')],
  ['two blanks', GOOD.replace(' a3', '  a3')],
  ['a comma', GOOD.replace(' a3', ',a3')],
  ['something behind it', `${GOOD} x=1`],
  ['a blank behind it', `${GOOD} `],
])('left to the careful reader: %s', (_, text) => {
  expect(read(text)).toBeNull();
});
