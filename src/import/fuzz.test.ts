import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consoleNames, consoleText, jsonText, recordingNames, traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';
import type { Recording } from './recording.ts';

/** More with FUZZ_RUNS=10000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const sources: readonly string[] = [
  ...recordingNames.filter((n) => n !== 'e-rawbound-63').map(traceText),
  ...recordingNames.filter((n) => n === 'b-probe' || n === 'i1-bind-errors').map(jsonText),
  ...consoleNames.map(consoleText),
];

type Mutation = (text: string) => string;

// Without a bias: extreme positions would mostly cut everything away.
const at = fc.noBias(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }));
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

const totals = { runs: 0, opened: 0, refused: 0, lines: 0, notUnderstood: 0, rows: 0 };

test(`${RUNS} damaged recordings are read without an exception, and what was not understood is counted`, async () => {
  const mutations = fc.array(fc.oneof(cut, end, shuffle, bytes, double, glue), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), mutations, async (source, list) => {
      const text = list.reduce((t, mutate) => mutate(t), source);
      const result = await openRecording(text);
      totals.runs++;
      if (!result.ok) {
        totals.refused++;
        expect(result.error.what).toMatch(/\.$/);
        expect(result.error.remedy).not.toBe('');
        return;
      }
      totals.opened++;
      totals.lines += result.value.report.lines;
      totals.notUnderstood += result.value.report.notUnderstood;
      totals.rows += result.value.trace.length;
      check(result.value);
    }),
    { numRuns: RUNS },
  );
  expect(totals.runs).toBeGreaterThanOrEqual(RUNS);
  // The mutations do damage: were every line understood, the counting would be broken.
  expect(totals.notUnderstood).toBeGreaterThan(0);
  expect(totals.notUnderstood).toBeLessThan(totals.lines);
  if (process.env.FUZZ_RUNS !== undefined) console.log(JSON.stringify(totals));
}, 3_600_000);

test('text of any kind is read or refused with a reason', async () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '[001]',
      '=> ',
      'a0=0x',
      ' <- ',
      '(',
      '): ',
      'smc_in:',
      '0x84000060',
      '->',
      '{"row":1,"kind":"call"',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(words, { maxLength: 30 }), async (parts) => {
      const result = await openRecording(parts.join(' '));
      if (result.ok) check(result.value);
      else expect(result.error.what).not.toBe('');
    }),
    { numRuns: RUNS },
  );
});

/** What holds of every recording, however damaged. */
function check({ trace, report }: Recording): void {
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
  expect(report.calls).toBe(report.replies + report.unanswered);
}
