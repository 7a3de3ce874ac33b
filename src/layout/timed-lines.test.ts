import { expect, test } from 'vitest';
import { step, traceOf } from '../trace/synthetic.fixture.ts';
import { TimedLines } from './timed-lines.ts';

const at = (...times: number[]) => traceOf(...times.map((t, row) => ({ ...step(row, 'optee-driver'), at: t })));

test('rows that follow each other as usual stand below each other', () => {
  const lines = new TimedLines(at(0, 100, 200, 350, 400));
  expect(lines.length).toBe(5);
  expect(lines.lineOf(4)).toBe(4);
});

test('a long pause is room, a longer one more, and the first line of it says how long', () => {
  const lines = new TimedLines(at(0, 100, 200, 300, 300 + 1600, 1900 + 100, 2000 + 1_000_000));
  expect(lines.lineOf(4)).toBe(3 + 1 + 2);
  expect(lines.at(4)).toEqual({ kind: 'pause', nanoseconds: 1600 });
  expect(lines.at(5)).toEqual({ kind: 'pause', nanoseconds: null });
  expect(lines.at(6)).toMatchObject({ kind: 'row', row: 4 });
  expect(lines.length).toBe(7 + 2 + 6);
  expect(lines.rowsWithin(4, 7)).toEqual({ first: 4, end: 5 });
});
