import { describe, expect, it } from 'vitest';
import { problemText } from '../../base/result.ts';
import { parseIds, runsOf } from './parse-ids.ts';

const ids = (text: string): readonly number[] | string => {
  const r = parseIds(text);
  return r.ok ? r.value : problemText(r.error);
};

describe('parseIds', () => {
  it('reads one id, a range, and several', () => {
    expect(ids('3')).toEqual([3]);
    expect(ids('0-5')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(ids('0..2')).toEqual([0, 1, 2]);
    expect(ids(' 4 - 6 ')).toEqual([4, 5, 6]);
    expect(ids('63, 1 2;0-1')).toEqual([0, 1, 2, 63]);
  });

  it('says what is wrong', () => {
    expect(ids('')).toBe('Nothing is written. Write an id from 0 to 63, or a range as 0-5.');
    expect(ids('64')).toBe('Id 64 does not exist. Write an id from 0 to 63, or a range as 0-5.');
    expect(ids('5-3')).toBe('The range 5-3 runs backwards. Write 3-5.');
    expect(ids('0x3')).toContain('"0x3" is no id.');
    expect(ids('-1')).toContain('is no id.');
    expect(ids('0-99999')).toContain('Id 99999 does not exist.');
  });
});

describe('runsOf', () => {
  it('folds neighbours', () => {
    expect(runsOf([0, 1, 2, 5, 7, 8])).toEqual([
      [0, 2],
      [5, 5],
      [7, 8],
    ]);
    expect(runsOf([])).toEqual([]);
  });
});
