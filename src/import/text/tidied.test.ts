import { describe, expect, test } from 'vitest';
import { tidied } from './tidied.ts';

const ESC = '\u001b';

describe('what is put into a line and is no part of it goes', () => {
  test.each([
    ['a plain line', 'a plain line'],
    ['> quoted', 'quoted'],
    ['> > >quoted twice', 'quoted twice'],
    ['a > b', 'a > b'],
    [`${ESC}[01;31m${ESC}[Koptee${ESC}[m${ESC}[K: x`, 'optee: x'],
    [`op${ESC}(Btee${ESC}[m\u000f`, 'optee'],
    ['op\u200btee\ufeff', 'optee'],
    ['\u202aoptee\u202c', 'optee'],
    ['a\tb\u00a0c', 'a b c'],
    [`${ESC}]0;title\u0007a0=0x1`, 'a0=0x1'],
    [`${ESC}]0;title${ESC}\\a0=0x1`, 'a0=0x1'],
    [`a ${ESC}[2J b`, 'a  b'],
    ['a \u0007 b', 'a  b'],
    ['a \u0000', 'a '],
  ])('%j is %j', (line, wanted) => {
    expect(tidied(line)).toBe(wanted);
  });
});

// A control character behind a digit, a letter, `_` or `=` stands for one that was damaged: what is left is not read as a
// shorter word. A sequence of a terminal with an end of its own has damaged something only where the word goes on behind it.
describe('what was damaged stays to be seen', () => {
  const D = '\ufffd';
  test.each([...'0189azAZ_='])('behind %s', (c) => {
    expect(tidied(`x ${c}\u0001${c}`)).toBe(`x ${c}${D}${c}`);
    expect(tidied(`x ${c}\u0001 y`)).toBe(`x ${c}${D} y`);
    expect(tidied(`x ${c}${ESC}[2J${c}`)).toBe(`x ${c}${D}${c}`);
  });

  test.each([...'/:@[`{^<> .-'])('not behind %s', (c) => {
    expect(tidied(`x ${c}\u0001a`)).toBe(`x ${c}a`);
  });

  test.each([...'/:@[`{^<> .-'])('nor where %s is behind a sequence that has an end', (c) => {
    expect(tidied(`x a${ESC}[2J${c}`)).toBe(`x a${c}`);
    // One without an end took a character with it.
    expect(tidied(`x a\u0001${c}`)).toBe(`x a${D}${c}`);
  });

  test('at the end of a line a sign goes, and what ESC has taken with it does not', () => {
    expect(tidied('x 0x1\u0001')).toBe('x 0x1');
    expect(tidied(`x 0x1${ESC}`)).toBe('x 0x1');
    expect(tidied(`x 0x1${ESC}0`)).toBe(`x 0x1${D}`);
    expect(tidied(`x 0x1${ESC}00`)).toBe(`x 0x1${D}0`);
  });
});
