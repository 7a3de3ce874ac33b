import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, mutations } from './damage.fixture.ts';
import { consoleNames, consoleText, jsonText, recordingNames, traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';

/** More with FUZZ_RUNS=10000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);

const sources: readonly string[] = [
  ...recordingNames.filter((n) => n !== 'e-rawbound-63').map(traceText),
  ...recordingNames.filter((n) => n === 'b-probe' || n === 'i1-bind-errors').map(jsonText),
  ...consoleNames.map(consoleText),
];

const totals = { runs: 0, opened: 0, refused: 0, lines: 0, notUnderstood: 0, rows: 0 };

test(`${RUNS} damaged recordings are read without an exception, and what was not understood is counted`, async () => {
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
