import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import type { TraceEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { SAMPLE } from '../trace/sample.fixture.ts';
import type { Trace } from '../trace/trace.ts';
import { align, firstDifference } from './align.ts';
import { rowKey } from './row-key.ts';

const numbered = (rows: readonly TraceEvent[]): Trace => MemoryTrace.of(rows.map((e, row) => ({ ...e, row })));
const changed = (row: number, patch: object): Trace =>
  numbered(SAMPLE.map((e) => (e.row === row ? ({ ...e, ...patch } as TraceEvent) : e)));

const log = (text: string): TraceEvent => ({ ...ensure(SAMPLE[6], 'log'), text }) as TraceEvent;
const letters = (text: string): Trace => numbered([...text].map(log));

test('equal runs have no difference, and times, captions and marks of faults are none', () => {
  const a = numbered(SAMPLE);
  expect(firstDifference(a, numbered(SAMPLE))).toBeNull();
  expect(firstDifference(a, changed(3, { at: 9, fault: null, why: 'Otherwise.', src: null, action: 7 }))).toBeNull();
});

test.each([
  ['a register', 3, { w: [0n] }],
  ['who is asked', 1, { to: 'optee' }],
  ['the CPU', 2, { cpu: 1 }],
  ['a result', 4, { rc: 0 }],
  ['an argument', 4, { args: { id: 3, words: [2n, 'x'] } }],
  ['a number in place of a word', 2, { changes: [{ key: 'spmc.vm0.bound', before: undefined, after: 8 }] }],
  ['what became of an interrupt', 5, { phase: 'lost' }],
  ['a line of the log', 6, { text: 'optee: otherwise' }],
  ['a choice', 7, { chosen: 0 }],
  ['a rule', 8, { rule: 'I2' }],
])('%s is a difference', (_, row, patch) => {
  expect(firstDifference(numbered(SAMPLE), changed(row, patch))).toBe(row);
});

test('a run that goes on differs where the other ends', () => {
  expect(firstDifference(numbered(SAMPLE), numbered(SAMPLE.slice(0, 4)))).toBe(4);
  expect(firstDifference(letters(''), letters('a'))).toBe(0);
});

test('side by side: equal rows are paired around what only one run has', () => {
  expect(align(letters('abcxyz'), letters('abQcxyz'))).toEqual([
    { kind: 'both', left: 0, right: 0, count: 2 },
    { kind: 'only-right', left: 2, right: 2, count: 1 },
    { kind: 'both', left: 2, right: 3, count: 4 },
  ]);
  expect(align(letters('a12b'), letters('a34b'))).toEqual([
    { kind: 'both', left: 0, right: 0, count: 1 },
    { kind: 'only-left', left: 1, right: 1, count: 2 },
    { kind: 'only-right', left: 3, right: 1, count: 2 },
    { kind: 'both', left: 3, right: 3, count: 1 },
  ]);
  expect(align(letters(''), letters(''))).toEqual([]);
});

test('every row stands once, in order, and pairs are equal', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (ta, tb) => {
      const [a, b] = [letters(ta), letters(tb)];
      const seen = { left: 0, right: 0 };
      for (const s of align(a, b)) {
        expect([s.left, s.right]).toEqual([seen.left, seen.right]);
        for (let i = 0; i < s.count && s.kind === 'both'; i++)
          expect(rowKey(a.row(s.left + i))).toBe(rowKey(b.row(s.right + i)));
        if (s.kind !== 'only-right') seen.left += s.count;
        if (s.kind !== 'only-left') seen.right += s.count;
      }
      expect(seen).toEqual({ left: ta.length, right: tb.length });
    }),
  );
});

test('runs that are too unlike to search stand one after the other', () => {
  const a = letters('a'.repeat(2100));
  const b = letters('b'.repeat(2100));
  expect(align(a, b).map((s) => [s.kind, s.count])).toEqual([
    ['only-left', 2100],
    ['only-right', 2100],
  ]);
});
