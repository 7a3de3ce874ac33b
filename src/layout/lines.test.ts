import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FoldedLines, type FoldLine, PlainLines } from './lines.ts';

const fold = (first: number, end: number): FoldLine => ({ kind: 'fold', first, end, text: '', errors: 0 });

test('without folds a line is its row', () => {
  const plain = new PlainLines(1_000_000);
  expect(plain.at(999_999)).toEqual({ kind: 'row', row: 999_999, differs: false });
  expect(plain.lineOf(5)).toBe(5);
  expect(plain.rowsWithin(3, 9)).toEqual({ first: 3, end: 9 });
});

test('a fold is one line, and what follows moves up', () => {
  const lines = new FoldedLines(100, [fold(0, 39), fold(41, 49)]);
  expect(lines.length).toBe(100 - 38 - 7);
  expect(lines.at(0)).toEqual(fold(0, 39));
  expect(lines.at(1)).toMatchObject({ row: 39 });
  expect(lines.at(3)).toEqual(fold(41, 49));
  expect(lines.at(4)).toMatchObject({ row: 49 });
  expect(lines.lineOf(12)).toBe(0);
  expect(lines.lineOf(48)).toBe(3);
  expect(lines.lineOf(99)).toBe(lines.length - 1);
  expect(lines.rowsWithin(0, 4)).toEqual({ first: 0, end: 49 });
});

const folds = fc.array(fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 9 })), { maxLength: 10 }).map((parts) => {
  let at = 0;
  return parts.map(([gap, count]) => {
    const f = fold(at + gap, at + gap + count);
    at = f.end;
    return f;
  });
});

test('every row is found in the line that holds it', () => {
  fc.assert(
    fc.property(folds, fc.nat(20), (list, more) => {
      const rows = (list.at(-1)?.end ?? 0) + more;
      const lines = new FoldedLines(rows, list);
      for (let row = 0; row < rows; row++) {
        const l = lines.at(lines.lineOf(row));
        expect(l.kind === 'fold' ? l.first <= row && row < l.end : l.kind === 'row' && l.row === row).toBe(true);
      }
    }),
  );
});
