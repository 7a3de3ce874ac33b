import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binaryFile, binaryNames, fileOf } from './fixtures/binary-files.ts';
import { openRecording } from './open.ts';
import { MACHINES } from './trace-dat/machines.fixture.ts';
import { SmallTrace } from './trace-dat/small.fixture.ts';

/** More with FUZZ_RUNS=10000. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 300);
const PAGE = 4096;

type Mutation = (bytes: Uint8Array) => Uint8Array;

// Whole numbers, and without a bias: half of all doubles from 0 to 1 are too small to be told from 0.
const part = fc.noBias(fc.integer({ min: 0, max: 2 ** 30 - 1 })).map((n) => n / 2 ** 30);
const index = (at: number, length: number): number => Math.floor(at * length);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const applied = (list: readonly Mutation[], bytes: Uint8Array): Uint8Array =>
  list.reduce((b, mutate) => mutate(b), bytes);

const flips: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(part, fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 })
  .map((changes) => (bytes) => {
    const copy = bytes.slice();
    for (const [at, byte] of changes) copy[index(at, copy.length)] = byte;
    return copy;
  });
const words: fc.Arbitrary<Mutation> = fc
  .array(fc.tuple(part, fc.constantFrom(0, 1, 0x7fff_ffff, 0xffff_ffff, 0x8000_0000, 0xff00, 16)), {
    minLength: 1,
    maxLength: 2,
  })
  .map((changes) => (bytes) => {
    const copy = bytes.slice();
    if (copy.length < 4) return copy;
    for (const [at, word] of changes) new DataView(copy.buffer).setUint32(index(at, copy.length - 4), word, true);
    return copy;
  });
const cut: fc.Arbitrary<Mutation> = part.map((at) => (bytes) => bytes.slice(0, index(at, bytes.length)));
const hole: fc.Arbitrary<Mutation> = fc.tuple(part, part).map(([a, b]) => (bytes) => {
  const from = index(a, bytes.length);
  return joined(bytes.subarray(0, from), bytes.subarray(from + index(b / 5, bytes.length)));
});
const twice: fc.Arbitrary<Mutation> = fc.tuple(part, part).map(([a, b]) => (bytes) => {
  const from = index(a, bytes.length);
  const to = from + index(b / 5, bytes.length - from);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
});
const mutations = fc.array(fc.oneof(flips, flips, words, words, cut, hole, twice), { minLength: 1, maxLength: 2 });

const S = 1_000_000_000;
/** Eight words that no other part of a file holds. */
const small = MACHINES.map((machine) => {
  const t = new SmallTrace(machine);
  const calls = (cpu: number) =>
    Array.from({ length: 60 }, (_, i) => {
      const at = S + (i * 2 + cpu) * 10;
      return [t.call(at, i, { pid: 68 + cpu }), t.reply(at + 5, { pid: 68 + cpu })];
    }).flat();
  return { machine, bytes: t.bytes(calls(0), calls(1)) };
});
const sources = [...binaryNames.map(binaryFile), ...small.map((s) => s.bytes)];

const totals = { runs: 0, opened: 0, refused: 0, records: 0, notUnderstood: 0, rows: 0 };

test(`${RUNS} damaged binary recordings are read or refused without an exception`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...sources), mutations, fc.boolean(), async (source, list, placed) => {
      const bytes = applied(list, source);
      const result = await openRecording([bytes], placed ? { file: fileOf(bytes) } : {});
      totals.runs++;
      if (!result.ok) {
        totals.refused++;
        expect(result.error.what).toMatch(/\.$/);
        expect(result.error.remedy).not.toBe('');
        return;
      }
      const { trace, report } = result.value;
      totals.opened++;
      totals.records += report.lines;
      totals.rows += trace.length;
      totals.notUnderstood += report.notUnderstood;
      let now = 0;
      for (const e of trace.rows()) {
        if (e.at < now) throw new Error(`row ${e.row} lies before the row above it`);
        now = e.at;
      }
      expect(report.calls).toBe(report.replies + report.unanswered);
    }),
    { numRuns: RUNS },
  );
  expect(totals.opened).toBeGreaterThan(0);
  expect(totals.notUnderstood).toBeGreaterThan(0);
  if (process.env.FUZZ_RUNS !== undefined) console.log(JSON.stringify(totals));
}, 3_600_000);

test('where the records are damaged, each frame is eight words that the file holds one behind the other', async () => {
  const plain = small.filter((s) => s.machine.compression === 'none');
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...plain), mutations, async ({ machine, bytes }, list) => {
      // The pages of the records are the last part of version 6, and the formats are left as they are.
      const from = machine.version === 6 ? bytes.length - 6 * PAGE : 3 * PAGE;
      const damaged = joined(bytes.subarray(0, from), applied(list, bytes.slice(from)));
      const result = await openRecording([damaged]);
      if (!result.ok) return;
      for (const e of result.value.trace.rows()) {
        if (e.kind !== 'call' && e.kind !== 'return') continue;
        const frame = new DataView(new ArrayBuffer(64));
        for (const [i, word] of e.w.entries()) frame.setBigUint64(i * 8, word, machine.littleEndian);
        if (!Buffer.from(damaged).includes(Buffer.from(frame.buffer))) throw new Error(`no record holds row ${e.row}`);
      }
    }),
    { numRuns: RUNS },
  );
}, 3_600_000);
