import { describe, expect, test } from 'vitest';
import {
  drawnRows,
  followedTop,
  fullHeight,
  type RowScale,
  rowAt,
  scrollHeight,
  scrollOfTop,
  scrollRatio,
  seenRows,
  topOfScroll,
} from './rows.ts';

const scale = (count: number, view = 520): RowScale => ({ count, rowHeight: 26, view });

describe('the scroll', () => {
  test('is one to one up to 250,000 rows', () => {
    expect(scrollRatio(scale(250_000))).toBe(1);
    expect(scrollHeight(scale(250_000))).toBe(fullHeight(scale(250_000)));
  });

  test('is scaled above, and still reaches the last row', () => {
    const s = scale(1_000_000);
    expect(scrollHeight(s)).toBe(6_500_000);
    const end = scrollHeight(s) - s.view;
    expect(topOfScroll(s, end)).toBeCloseTo(fullHeight(s) - s.view, 3);
    expect(seenRows(s, topOfScroll(s, end)).end).toBe(1_000_000);
  });

  test('there and back gives the same place', () => {
    for (const s of [scale(100), scale(1_000_000)])
      for (const top of [0, 26, 1234]) expect(topOfScroll(s, scrollOfTop(s, top))).toBeCloseTo(top, 6);
  });

  test('of fewer rows than the window has room for stays at the top', () => {
    expect(scrollOfTop(scale(3), 500)).toBe(0);
    expect(scrollRatio(scale(3))).toBe(1);
  });
});

describe('rows in sight', () => {
  test('those in part are in sight', () => {
    expect(seenRows(scale(100), 13)).toEqual({ first: 0, end: 21 });
  });

  test('a screen and a block more are drawn on each side, in whole blocks', () => {
    const s = scale(1000);
    const at = (row: number, beyond?: number) => drawnRows(s, row * 26, beyond);
    expect(at(500)).toEqual({ first: 472, end: 552 });
    expect(at(507)).toEqual({ first: 472, end: 560 });
    expect(at(0)).toEqual({ first: 0, end: 48 });
    expect(at(500, 0)).toEqual({ first: 496, end: 520 });
    expect(at(980)).toEqual({ first: 952, end: 1000 });
  });

  test('everything in sight is drawn, wherever the window is', () => {
    const s = scale(777, 333);
    for (let top = 0; top < fullHeight(s) - s.view; top += 97) {
      const seen = seenRows(s, top);
      const drawn = drawnRows(s, top);
      expect(drawn.first).toBeLessThanOrEqual(seen.first);
      expect(drawn.end).toBeGreaterThanOrEqual(seen.end);
    }
  });

  test('an empty trace has none', () => {
    expect(drawnRows(scale(0), 0)).toEqual({ first: 0, end: 0 });
  });
});

describe('the cursor in sight', () => {
  test('moves nothing while its row is wholly seen', () => {
    expect(followedTop(scale(100), 100, 10)).toBe(100);
  });

  test('below the window it is put at four fifths of the height', () => {
    expect(followedTop(scale(100), 0, 50)).toBe(50 * 26 - 16 * 26);
  });

  test('above the window it is put at one fifth', () => {
    expect(followedTop(scale(100), 1300, 20)).toBe(20 * 26 - 4 * 26);
  });

  test('the ends are not passed', () => {
    expect(followedTop(scale(100), 1300, 0)).toBe(0);
    expect(followedTop(scale(100), 0, 99)).toBe(100 * 26 - 520);
  });
});

test('a pixel below the last row is no row', () => {
  expect(rowAt(scale(3), 0, 60)).toBe(2);
  expect(rowAt(scale(3), 0, 78)).toBeNull();
});
