import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Side, Stretch } from '../study/align-keys.ts';
import { differs, type PairLine, pairLines } from './pair-lines.ts';
import { PairSide } from './pair-side.ts';

const both = (left: number, right: number, count: number): Stretch => ({ kind: 'both', left, right, count });
const onlyLeft = (left: number, right: number, count: number): Stretch => ({ kind: 'only-left', left, right, count });
const onlyRight = (left: number, right: number, count: number): Stretch => ({ kind: 'only-right', left, right, count });
const NONE: ReadonlySet<number> = new Set();

const WALK = [both(0, 0, 63), onlyLeft(63, 63, 5), onlyRight(68, 63, 4), both(68, 67, 20)];

test('the equal beginning is folded up to two rows before the difference', () => {
  const lines = pairLines(WALK, () => false, NONE);
  expect(lines[0]).toEqual({ kind: 'fold', left: 0, right: 0, count: { left: 61, right: 61 } });
  expect(lines.slice(1, 4)).toEqual([
    { kind: 'both', left: 61, right: 61, differs: false },
    { kind: 'both', left: 62, right: 62, differs: false },
    { kind: 'apart', left: 63, right: 63 },
  ]);
});

test('answers to the same question share a line', () => {
  const lines = pairLines(WALK, (a, b) => a === b && a < 65, NONE);
  expect(lines.slice(3, 7)).toEqual([
    { kind: 'both', left: 63, right: 63, differs: true },
    { kind: 'both', left: 64, right: 64, differs: true },
    { kind: 'apart', left: 65, right: 65 },
    { kind: 'apart', left: 66, right: 66 },
  ]);
});

test('two tails begin at once: the new future is never below the old one', () => {
  const lines = pairLines([both(0, 0, 10), onlyLeft(10, 10, 77), onlyRight(87, 10, 2)], () => false, NONE);
  const at = lines.findIndex(differs);
  expect(lines.slice(at, at + 3)).toEqual([
    { kind: 'apart', left: 10, right: 10 },
    { kind: 'apart', left: 11, right: 11 },
    { kind: 'only-left', left: 12 },
  ]);
  // Nothing of the right comes below: the old tail stands as it is.
  expect(lines.slice(at).some((l) => l.kind === 'fold')).toBe(false);
});

test('a long way of one side is folded where the other goes on below it, and can be opened', () => {
  const parts = [both(0, 0, 10), onlyLeft(10, 10, 77), both(87, 10, 1), onlyRight(88, 11, 30), both(88, 41, 1)];
  const lines = pairLines(parts, () => false, NONE);
  const folds = lines.flatMap((l) => (l.kind === 'fold' ? [l] : []));
  expect(folds.map((f) => f.count)).toEqual([
    { left: 8, right: 8 },
    { left: 71, right: 0 },
    { left: 0, right: 24 },
  ]);
  const [, left, right] = folds;
  for (const fold of [left, right]) {
    const opened = pairLines(parts, () => false, new Set([fold?.left ?? 0]));
    expect(opened.filter((l) => l.kind === 'fold')).toHaveLength(2);
  }
  expect(new PairSide(lines, 'right', 'equal', 'alone').at(lines.indexOf(right as PairLine))).toMatchObject({
    text: 'alone',
  });
});

test('a fold that was opened shows its rows', () => {
  const lines = pairLines(WALK, () => false, new Set([0]));
  expect(lines[0]).toEqual({ kind: 'both', left: 0, right: 0, differs: false });
  expect(lines.filter((l) => l.kind === 'fold')).toHaveLength(1);
});

/** Stretches as an alignment makes them: in order, covering both. */
const stretches = fc
  .array(fc.tuple(fc.constantFrom('both', 'only-left', 'only-right'), fc.integer({ min: 1, max: 12 })), {
    maxLength: 12,
  })
  .map((parts): Stretch[] => {
    let [left, right] = [0, 0];
    return parts.map(([kind, count]) => {
      const s: Stretch = { kind: kind as Stretch['kind'], left, right, count };
      if (kind !== 'only-right') left += count;
      if (kind !== 'only-left') right += count;
      return s;
    });
  });

test('every row of both runs stands in exactly one line, in order, and its side finds it there', () => {
  fc.assert(
    fc.property(stretches, fc.boolean(), (parts, likes) => {
      const lines: readonly PairLine[] = pairLines(parts, () => likes, NONE);
      for (const side of ['left', 'right'] as const satisfies Side[]) {
        const of = new PairSide(lines, side, 'equal');
        const rows = lines.flatMap((_, i) => {
          const l = of.at(i);
          if (l.kind === 'row') return [l.row];
          if (l.kind !== 'fold') return [];
          return Array.from({ length: l.end - l.first }, (_, n) => l.first + n);
        });
        const total = parts.reduce(
          (n, s) => n + (s.kind === (side === 'left' ? 'only-right' : 'only-left') ? 0 : s.count),
          0,
        );
        expect(rows).toEqual(Array.from({ length: total }, (_, i) => i));
        for (const row of rows) {
          const l = of.at(of.lineOf(row));
          expect(l.kind === 'fold' ? l.first <= row && row < l.end : l.kind === 'row' && l.row === row).toBe(true);
        }
        expect(of.rowsWithin(0, lines.length)).toEqual({ first: 0, end: total });
      }
    }),
  );
});
