import { describe, expect, test } from 'vitest';
import { stampAt, wallStamp } from './stamp.ts';

const at = (line: string) => stampAt(line, 0)?.stamp;

describe('a date is the days since 1970-01-01 of the Gregorian calendar', () => {
  /** Every day around the ends of months and the leap years that are and are not: what JavaScript's own calendar says of them. */
  const days = [1970, 1971, 1972, 1999, 2000, 2001, 2023, 2024, 2026, 2099, 2100, 2400, 2401].flatMap((year) =>
    Array.from({ length: 12 }, (_, m) => [year, m + 1] as const).flatMap(([y, m]) =>
      [1, 2, 15, 28, new Date(Date.UTC(y, m, 0)).getUTCDate()].map((d) => [y, m, d] as const),
    ),
  );

  test('of every month', () => {
    const wrong = days.filter(([y, m, d]) => wallStamp(y, m, d, 0, undefined).seconds !== Date.UTC(y, m - 1, d) / 1000);
    expect(wrong).toEqual([]);
  });

  test('without a year it goes on from the begin of one, with its 29th of February', () => {
    const seconds = (m: number, d: number) => wallStamp(0, m, d, 0, undefined).seconds;
    for (const [y, m, d] of days.filter(([year]) => year === 1972))
      expect(seconds(m, d)).toBe((Date.UTC(y, m - 1, d) - Date.UTC(1972, 0, 1)) / 1000);
  });
});

describe('a time of the day', () => {
  test.each([
    ['00:00:00 ', 0],
    ['01:00:00 ', 3600],
    ['09:59:59 ', 35_999],
    ['10:01:02 ', 36_062],
    ['19:00:00 ', 68_400],
    ['23:59:59 ', 86_399],
  ])('%s', (line, seconds) => {
    expect(at(line)).toEqual({ clock: 'day', seconds, nanoseconds: 0, places: 0, delta: false });
  });
});

// Each way to write one moment: 2026-02-03 04:05:06, whole seconds or with the digits that stand there.
const WHOLE = Date.UTC(2026, 1, 3, 4, 5, 6) / 1000;
const IN_YEAR = (Date.UTC(1972, 1, 3, 4, 5, 6) - Date.UTC(1972, 0, 1)) / 1000;

test.each([
  ['[Tue Feb  3 04:05:06 2026] ', WHOLE, 0, 0],
  ['[Tue Feb  3 04:05:06 2026 <    0.332085>] ', WHOLE, 0, 0],
  ['[2026-02-03 04:05:06.789] ', WHOLE, 789_000_000, 3],
  ['[2026-02-03T04:05:06.789Z] ', WHOLE, 789_000_000, 3],
  ['2026-02-03T04:05:06,520845+00:00 ', WHOLE, 520_845_000, 6],
  ['2026-02-03T04:05:06.123456789Z ', WHOLE, 123_456_789, 9],
  ['2026-02-03 04:05:06 ', WHOLE, 0, 0],
  ['Feb  3 04:05:06 ', IN_YEAR, 0, 0],
  ['Feb 03 04:05:06.507432 ', IN_YEAR, 507_432_000, 6],
  ['1770091506.507432 ', 1_770_091_506, 507_432_000, 6],
])('%s is this moment of the wall clock', (line, seconds, nanoseconds, places) => {
  expect(at(line)).toEqual({ clock: 'wall', seconds, nanoseconds, places, delta: false });
});

test.each([
  ['[   61.512317] ', { clock: 'kernel', seconds: 61, nanoseconds: 512_317_000, places: 6, delta: false }],
  ['[    0.000001] ', { clock: 'kernel', seconds: 0, nanoseconds: 1000, places: 6, delta: false }],
  ['[   61.512317123] ', { clock: 'kernel', seconds: 61, nanoseconds: 512_317_123, places: 9, delta: false }],
  ['[<    0.332085>] ', { clock: 'kernel', seconds: 0, nanoseconds: 332_085_000, places: 6, delta: true }],
  ['[  +1.332085] ', { clock: 'kernel', seconds: 1, nanoseconds: 332_085_000, places: 6, delta: true }],
  ['[Feb 3 04:05] ', { clock: 'kernel', seconds: 0, nanoseconds: 0, places: 0, delta: true }],
  ['12.345678 ', { clock: 'logger', seconds: 12, nanoseconds: 345_678_000, places: 6, delta: false }],
  ['02.500 ', { clock: 'logger', seconds: 2, nanoseconds: 500_000_000, places: 3, delta: false }],
])('%s has its clock', (line, stamp) => {
  expect(at(line)).toEqual(stamp);
});

test.each(['', 'optee: ', '[optee] ', '61.512317', '04:05:06', '[x.512317] ', ':12.345678 ', '/04:05:06 '])(
  '%j begins with no time',
  (line) => {
    expect(at(line)).toBeUndefined();
  },
);
