import { describe, expect, test } from 'vitest';
import { type PerfDescription, type WrittenPerfRecord, writePerfData } from '../../../tools/trace-dat/write-perf.mjs';
import { opened } from '../fixtures/files.ts';
import { openRecording } from '../open.ts';
import { SmallTrace } from '../trace-dat/small.fixture.ts';

const S = 1_000_000_000;
/** Identifier, place, task, time, CPU, period, the record. */
const ALL = 0x10000 | 1 | 2 | 4 | 128 | 256 | 1024;
const CALLCHAIN = 32;
const KERNEL = BigInt.asUintN(64, -128n);
const USER = BigInt.asUintN(64, -512n);

const SHAPES = [true, false].flatMap((littleEndian) =>
  ([8, 4] as const).flatMap((long) =>
    [false, true].flatMap((piped) => [false, true].map((packed) => ({ littleEndian, long, piped, packed }))),
  ),
);

const nameOf = (s: (typeof SHAPES)[number]): string =>
  `${s.littleEndian ? 'little' : 'big'} endian, ${s.long * 8} bits${s.piped ? ', piped' : ''}${s.packed ? ', packed' : ''}`;

function fileOf(
  shape: Partial<PerfDescription>,
  records: (t: SmallTrace) => readonly WrittenPerfRecord[],
  attrs: PerfDescription['attrs'] = [{ id: 7, sampleType: ALL }],
): Uint8Array {
  const { littleEndian = true, long = 8 } = shape;
  const t = new SmallTrace({ littleEndian, long });
  return writePerfData({ littleEndian, long, events: Object.values(t.events), attrs, records: records(t), ...shape });
}

const call = (t: SmallTrace, time: number, feature: number, more: object = {}): WrittenPerfRecord => ({
  sample: { tid: 68, time, data: t.call(0, feature).data, ...more },
});
const reply = (t: SmallTrace, time: number, more: object = {}): WrittenPerfRecord => ({
  sample: { tid: 68, time, data: t.reply(0).data, ...more },
});

const rowsOf = async (bytes: Uint8Array) => [...(await opened(bytes)).trace.rows()];

describe.each(SHAPES.map((s) => [nameOf(s), s] as const))('a perf.data, %s', (_, shape) => {
  test('has its frames, tasks and times', async () => {
    const bytes = fileOf(shape, (t) => [
      { comm: { tid: 68, name: 'my comm [1]', time: 0 } },
      call(t, S, 1, { cpu: 3 }),
      reply(t, S + 500, { cpu: 3 }),
      'round',
    ]);
    const { trace, report, format } = await opened(bytes);
    expect([...trace.rows()].map((e) => [e.kind, e.ctx, e.cpu, e.at])).toEqual([
      ['call', 'my comm [1]-68', 3, 0],
      ['return', 'my comm [1]-68', 3, 500],
    ]);
    expect([format, report.lines, report.notes]).toEqual(['perf.data', 2, []]);
  });

  test('has the records of several CPUs in order, and a name from when it was taken', async () => {
    const bytes = fileOf(shape, (t) => [
      { comm: { tid: 60, name: 'sh', time: S } },
      { fork: { tid: 68, parent: 60, time: S + 1 } },
      call(t, S + 30, 2),
      'round',
      call(t, S + 10, 1, { cpu: 1 }),
      reply(t, S + 20, { cpu: 1 }),
      { comm: { tid: 68, name: 'insmod', time: S + 25 } },
      'round',
      reply(t, S + 40),
      { lost: { count: 12, time: S + 50 } },
      'round',
    ]);
    const { trace, report } = await opened(bytes);
    expect(
      [...trace.rows()].map((e) => (e.kind === 'call' ? `${e.w[1]} ${e.ctx}` : e.kind === 'log' ? e.text : e.kind)),
    ).toEqual([
      '1 sh-68',
      'return',
      '2 insmod-68',
      'return',
      '12 events were lost here: the buffer of the trace was full.',
    ]);
    expect(report.lost).toBe(12);
  });
});

test('stacks have their names where the file holds any, and those of programs are left out', async () => {
  const kallsyms =
    'ffff80007b25dc18 t __arm_ffa_fn_smc\t[ffa_module]\nffff80007b25dd18 t ffa_features\t[ffa_module]\nffff80007b25e000 t optee_ffa_probe\t[optee]\n';
  const stack = [KERNEL, 0xffff_8000_7b25_dc18n, 0xffff_8000_7b25_e010n, USER, 0x7f34_e95c_f3a7n];
  const attrs = [{ id: 7, sampleType: ALL | CALLCHAIN }];
  const records = (t: SmallTrace) => [call(t, S, 1, { stack }), reply(t, S + 5)];
  const named = await rowsOf(fileOf({ kallsyms }, records, attrs));
  expect(named[0]?.stack).toEqual(['optee_ffa_probe', 'ffa_features']);
  const { report, trace } = await opened(fileOf({}, records, attrs));
  expect(trace.row(0).stack).toEqual([]);
  expect([...report.notDrawn.keys()]).toEqual(['stack of addresses (the file holds no names of functions)']);
});

test('events whose samples hold different things are told apart by their number', async () => {
  const attrs = [
    { id: 7, sampleType: ALL },
    { id: 8, sampleType: ALL | CALLCHAIN | 16, readFormat: 4 | 16 },
  ];
  const rows = await rowsOf(
    fileOf({}, (t) => [call(t, S, 1), reply(t, S + 5, { attr: 1, stack: [KERNEL, 1n, 2n] })], attrs),
  );
  expect(rows.map((e) => e.kind)).toEqual(['call', 'return']);
});

test('samples without a time keep the order of the file, and rows have none', async () => {
  const { trace, timed } = await opened(
    fileOf({}, (t) => [call(t, 0, 1), reply(t, 0)], [{ id: 7, sampleType: 2 | 128 | 1024 }]),
  );
  expect([timed, ...Array.from(trace.rows(), (e) => e.kind)]).toEqual([false, 'call', 'return']);
});

describe('what cannot be read', () => {
  test('a file that perf did not finish, and one without tracepoints, say so and what to type', async () => {
    const whole = fileOf({}, (t) => [call(t, S, 1)]);
    const without = whole.slice();
    // The bit of the feature TRACING_DATA.
    without[72] = 0;
    const unfinished = without.slice();
    // The size of the records.
    unfinished.fill(0, 48, 56);
    for (const [bytes, why] of [
      [without, 'This perf.data holds no tracepoints or probes: it does not say what its events are.'],
      [unfinished, 'This perf.data was not finished by perf, so it does not say what its events are.'],
    ] as const) {
      const result = await openRecording([bytes]);
      expect(result).toMatchObject({
        ok: false,
        error: { what: why, remedy: 'Run `perf script -i FILE > trace.txt` and open trace.txt.' },
      });
    }
  });

  test('what was piped and cut is read up to there', async () => {
    const records = (t: SmallTrace) =>
      Array.from({ length: 50 }, (_, i) => [call(t, S + i * 10, i), reply(t, S + i * 10 + 5)]).flat();
    const whole = fileOf({ piped: true }, records);
    const { trace, report } = await opened(whole.subarray(0, whole.length - 1000));
    expect(trace.length).toBeGreaterThan(80);
    expect(report.notes[0]?.why).toMatch(/The rest of the file cannot be read/);
  });
});
