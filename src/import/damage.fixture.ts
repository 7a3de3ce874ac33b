import fc from 'fast-check';
import { expect } from 'vitest';
import type { Recording } from './recording.ts';

// For tests alone: damage to the text of a recording, and what holds of every recording however damaged.

export type Mutation = (text: string) => string;

// Without a bias: extreme positions would mostly cut everything away.
// Whole numbers: half of all doubles from 0 to 1 are too small to be told from 0.
const at = fc.noBias(fc.integer({ min: 0, max: 2 ** 30 - 1 })).map((n) => n / 2 ** 30);
const index = (part: number, length: number): number => Math.floor(part * length);

const cut: fc.Arbitrary<Mutation> = fc.tuple(at, at).map(([a, b]) => (text) => {
  const from = index(a, text.length);
  return text.slice(0, from) + text.slice(from + index(b / 5, text.length));
});
const end: fc.Arbitrary<Mutation> = at.map((a) => (text) => text.slice(0, index((1 + a) / 2, text.length)));
const shuffle: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(at, at), { minLength: 1, maxLength: 30 })
  .map((swaps) => (text) => {
    const lines = text.split('\n');
    for (const [a, b] of swaps) {
      const i = index(a, lines.length);
      const j = index(b, lines.length);
      [lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? ''];
    }
    return lines.join('\n');
  });
const bytes: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(at, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 40 })
  .map((changes) => (text) => {
    const chars = Array.from(text);
    for (const [a, code] of changes) chars[index(a, chars.length)] = String.fromCharCode(code);
    return chars.join('');
  });
const double: fc.Arbitrary<Mutation> = fc.tuple(at, fc.integer({ min: 1, max: 20 })).map(([a, n]) => (text) => {
  const lines = text.split('\n');
  const i = index(a, lines.length);
  const some = lines.slice(i, i + n);
  return [...lines.slice(0, i), ...some, ...some, ...lines.slice(i + n)].join('\n');
});
const glue: fc.Arbitrary<Mutation> = at.map((a) => (text) => {
  const i = text.indexOf('\n', index(a, text.length));
  return i < 0 ? text : text.slice(0, i) + text.slice(i + 1);
});

/** One kind of damage after the other, up to four. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(fc.oneof(cut, end, shuffle, bytes, double, glue), {
  minLength: 1,
  maxLength: 4,
});

/** What holds of every recording, however damaged. */
export function check({ trace, report }: Recording): void {
  let now = 0;
  let calls = 0;
  for (const e of trace.rows()) {
    expect(e.why.length + e.changes.length).toBeGreaterThan(0);
    if (e.at < now) throw new Error(`row ${e.row} lies before the row above it`);
    now = e.at;
    if (e.cause !== null && e.cause >= e.row) throw new Error(`row ${e.row} comes before its cause`);
    if (e.kind === 'call') calls++;
    if (e.kind === 'return') expect(trace.row(e.of).kind).toBe('call');
    if (e.kind === 'step' && e.enter !== null) expect(trace.row(e.enter)).toMatchObject({ kind: 'enter', fn: e.fn });
    if (e.kind === 'call' || e.kind === 'return') expect(e.w).toHaveLength(8);
  }
  expect(report.calls).toBe(calls);
  expect(report.calls).toBe(report.replies + report.unanswered + report.unseen);
}
