import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ForkLine, ForkSide, forkLines, type Stretch } from './pair-lines.ts';

const both = (a: number, b: number, count: number): Stretch => ({ kind: 'both', a, b, count });
const onlyA = (a: number, b: number, count: number): Stretch => ({ kind: 'only-a', a, b, count });
const onlyB = (a: number, b: number, count: number): Stretch => ({ kind: 'only-b', a, b, count });
const NONE: ReadonlySet<number> = new Set();

const WALK = [both(0, 0, 63), onlyA(63, 63, 5), onlyB(68, 63, 4), both(68, 67, 20)];

test('the equal beginning is folded up to two rows before the difference', () => {
  const lines = forkLines(WALK, () => false, NONE);
  expect(lines[0]).toEqual({ kind: 'fold', a: 0, b: 0, count: 61 });
  expect(lines.slice(1, 4)).toEqual([
    { kind: 'pair', a: 61, b: 61, differs: false },
    { kind: 'pair', a: 62, b: 62, differs: false },
    { kind: 'only-a', a: 63 },
  ]);
});

test('answers to the same question share a line', () => {
  const lines = forkLines(WALK, (a, b) => a === b && a < 65, NONE);
  expect(lines.slice(3, 7)).toEqual([
    { kind: 'pair', a: 63, b: 63, differs: true },
    { kind: 'pair', a: 64, b: 64, differs: true },
    { kind: 'only-a', a: 65 },
    { kind: 'only-a', a: 66 },
  ]);
});

test('a fold that was opened shows its rows', () => {
  const lines = forkLines(WALK, () => false, new Set([0]));
  expect(lines[0]).toEqual({ kind: 'pair', a: 0, b: 0, differs: false });
  expect(lines.filter((l) => l.kind === 'fold')).toHaveLength(1);
});

/** Stretches as an alignment makes them: in order, covering both. */
const stretches = fc
  .array(fc.tuple(fc.constantFrom('both', 'only-a', 'only-b'), fc.integer({ min: 1, max: 12 })), { maxLength: 12 })
  .map((parts): Stretch[] => {
    let [a, b] = [0, 0];
    return parts.map(([kind, count]) => {
      const s: Stretch = { kind: kind as Stretch['kind'], a, b, count };
      if (kind !== 'only-b') a += count;
      if (kind !== 'only-a') b += count;
      return s;
    });
  });

test('every row of both runs stands in exactly one line, in order, and its side finds it there', () => {
  fc.assert(
    fc.property(stretches, fc.boolean(), (parts, likes) => {
      const lines: readonly ForkLine[] = forkLines(parts, () => likes, NONE);
      for (const side of ['a', 'b'] as const) {
        const of = new ForkSide(lines, side, 'equal');
        const rows = lines.flatMap((_, i) => {
          const l = of.at(i);
          if (l.kind === 'row') return [l.row];
          if (l.kind !== 'fold') return [];
          return Array.from({ length: l.end - l.first }, (_, n) => l.first + n);
        });
        const total = parts.reduce((n, s) => n + (s.kind === (side === 'a' ? 'only-b' : 'only-a') ? 0 : s.count), 0);
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
