import { expect, test } from 'vitest';
import { fitted, monoWidth, sansWidth } from './text-width.ts';

test('a character of the mono font is six tenths of the size', () => {
  expect(monoWidth('FFA_SUCCESS', 10)).toBeCloseTo(11 * 6.05);
});

test('sans widths follow the letters', () => {
  expect(sansWidth('iiii', 10)).toBeLessThan(sansWidth('mmmm', 10) / 3);
  expect(sansWidth('−EACCES', 10)).toBeGreaterThan(sansWidth('EACCES', 10));
});

test('what fits stays as it is', () => {
  expect(fitted('short', 100, (t) => t.length)).toBe('short');
});

test('what does not fit is cut to the room, with an ellipsis', () => {
  const width = (t: string): number => [...t].length;
  expect(fitted('May this partition signal the id?', 10, width)).toBe('May this…');
  for (let room = 4; room < 33; room++)
    expect(width(fitted('May this partition signal the id?', room, width))).toBeLessThanOrEqual(room);
});

test('fewer than three letters are not worth showing', () => {
  expect(fitted('Something', 3, (t) => t.length)).toBe('');
});
