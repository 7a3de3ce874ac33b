import { describe, expect, test } from 'vitest';
import { Bytes } from '../../../tools/trace-dat/bytes.mjs';
import { opened } from '../fixtures/files.ts';
import { openRecording } from '../open.ts';
import { MACHINES, machineName } from './machines.fixture.ts';
import { SmallTrace } from './small.fixture.ts';

const rowsOf = async (bytes: Uint8Array) => [...(await opened(bytes)).trace.rows()];
const callsOf = async (bytes: Uint8Array): Promise<number[]> =>
  (await rowsOf(bytes)).flatMap((e) => (e.kind === 'call' ? [Number(e.w[1])] : []));
const logsOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await rowsOf(bytes)).flatMap((e) => (e.kind === 'log' ? [e.text] : []));

const S = 1_000_000_000;

describe.each(MACHINES.map((m) => [machineName(m), m] as const))('%s', (_, machine) => {
  test('records of several CPUs are put in order, over many pages', async () => {
    const t = new SmallTrace(machine);
    const cpus = [0, 1, 2, 3].map((cpu) =>
      Array.from({ length: 200 }, (_x, i) => {
        const at = S + (i * 4 + cpu) * 10;
        return [t.call(at, i * 4 + cpu, { pid: 100 + cpu }), t.reply(at + 5, { pid: 100 + cpu })];
      }).flat(),
    );
    const { trace, report } = await opened(t.bytes(...cpus));
    const calls = [...trace.rows()].flatMap((e) => (e.kind === 'call' ? [[Number(e.w[1]), e.cpu, e.at]] : []));
    expect(calls).toEqual(Array.from({ length: 800 }, (_x, i) => [i, i % 4, i * 10]));
    expect(report).toMatchObject({ lines: 1600, calls: 800, replies: 800, unanswered: 0, lost: 0, notes: [] });
  });

  test('a time that is written in full, a long pause and an entry that was taken back keep the time', async () => {
    const t = new SmallTrace(machine);
    const at = [S, S + 7, S + 400 * S, S + 400 * S + 1000, S + 400 * S + 2000];
    const records = [
      t.call(at[0] as number, 1),
      t.reply(at[1] as number, { discarded: true }),
      t.call(at[2] as number, 2),
      t.reply(at[3] as number, { stamp: true }),
      t.call(at[4] as number, 3),
      t.reply(at[4] as number),
    ];
    expect((await rowsOf(t.bytes(records))).map((e) => e.at)).toEqual([
      0,
      7,
      400 * S,
      400 * S + 1000,
      400 * S + 2000,
      400 * S + 2000,
    ]);
  });

  test('events that were lost are said where they are missing', async () => {
    const t = new SmallTrace(machine);
    const first = [t.call(S, 1), t.reply(S + 10)];
    const { trace, report } = await opened(
      t.bytes(
        [...first, t.call(S + 100, 2, { lost: 3910 }), t.reply(S + 110)],
        [t.call(S + 200, 3, { lost: null, pid: 70 })],
      ),
    );
    const logs = [...trace.rows()].flatMap((e) => (e.kind === 'log' ? [[e.row, e.text]] : []));
    expect(logs.slice(0, 2)).toEqual([
      [2, '3910 events of CPU 0 were lost here: the buffer of the trace was full.'],
      [5, 'Events of CPU 1 were lost here: the buffer of the trace was full.'],
    ]);
    expect(report.lost).toBe(3911);
  });

  test('a second instance is read as the first, and an event that both have is one row', async () => {
    const t = new SmallTrace(machine);
    const both = [t.call(S, 1), t.reply(S + 1000)];
    const again = [t.call(S + 20, 1), t.reply(S + 1020)];
    const other = [t.call(S + 500_000_000, 2, { pid: 70 }), t.reply(S + 500_001_000, { pid: 70 })];
    const { trace, report } = await opened(t.of({ name: '', cpus: [both, []] }, { name: 'foo', cpus: [again, other] }));
    expect([...trace.rows()].map((e) => [e.kind, e.ctx, e.at])).toEqual([
      ['call', 'insmod-68', 0],
      ['return', 'insmod-68', 1000],
      ['call', 'my comm [1]-70', 500_000_000],
      ['return', 'my comm [1]-70', 500_001_000],
    ]);
    expect([...report.notDrawn]).toEqual([['event that another instance recorded too', 2]]);
  });

  test('texts of trace_printk and trace_marker are log lines', async () => {
    const t = new SmallTrace({
      ...machine,
      kallsyms: 'c1000000 t cmd_write\t[ffa_grab]\nc1100000 T tracing_mark_write\n',
      printks: '0xc2000000 : "plain\\n"\n0xc2000010 : "id %d of %s: %llx, %c %5u%%\\n"\n',
    });
    const args = new Bytes(machine.littleEndian).int(-7, 4).text('optee').align(4).int(0x8_0000_0001n, 8).int(0x41, 1);
    const records = [
      t.record('print', S, { ip: 0xc110_0008n, buf: 'BEGIN probe\n' }),
      t.record('bputs', S + 1, { ip: 0xc100_0008n, str: 0xc200_0000n }),
      t.record('bprint', S + 2, { ip: 0xc100_0008n, fmt: 0xc200_0010n, buf: args.align(4).int(42, 4).done() }),
      t.record('bputs', S + 3, { ip: 0xc100_0008n, str: 0xc300_0000n }),
    ];
    const rows = await rowsOf(t.bytes(records));
    expect(rows.map((e) => e.kind === 'log' && [e.who, e.text])).toEqual([
      ['user', 'BEGIN probe'],
      ['other', 'plain'],
      ['other', 'id -7 of optee: 800000001, A    42%'],
      ['other', '(a text at c3000000 that the file does not hold)'],
    ]);
  });

  test('registers in a text of trace_printk are frames, in what a person wrote they are not', async () => {
    const call = 'ffa: a0=0x8400006f a1=0x8001 a2=0x0 a3=0x1 a4=0x0 a5=0x0 a6=0x0 a7=0x0\n';
    const t = new SmallTrace({ ...machine, kallsyms: 'c1000000 t do_req\t[grab]\nc1100000 T tracing_mark_write\n' });
    const rows = await rowsOf(
      t.bytes([
        t.record('print', S, { ip: 0xc110_0008n, buf: call }),
        t.record('print', S + 1, { ip: 0xc100_0008n, buf: call }),
        t.record('print', S + 2, { ip: 0xc100_0008n, buf: call.replace('a0=0x8400006f', 'a0=0x84000070') }),
      ]),
    );
    expect(rows.map((e) => e.kind)).toEqual(['log', 'call', 'return']);
  });

  test.each(['data', 'rel'] as const)(
    'the arguments of a probe are printed as the kernel does, strings by %s_loc',
    async (loc) => {
      const t = new SmallTrace({ ...machine, loc });
      const values = { common_pid: 71, __probe_ip: 0n, id: -13, mask: 0xfe };
      const records = [
        t.record('fn', S, { ...values, name: 'optee' }),
        t.record('fn', S + 1, { ...values, name: null }),
      ];
      const rows = await rowsOf(t.bytes(records));
      expect(rows.map((e) => (e.kind === 'step' || e.kind === 'enter') && [e.fn, e.ctx, e.args])).toEqual([
        ['tee_device_alloc', 'kworker/0:1-71', { name: 'optee', id: -13, mask: '0xfe' }],
        ['tee_device_alloc', 'kworker/0:1-71', { name: '(fault)', id: -13, mask: '0xfe' }],
      ]);
      expect(rows[0]?.ctxKind).toBe('worker');
    },
  );
});

test('registers of one array are a frame where the probe is on the conduit', async () => {
  const t = new SmallTrace();
  const w = [0x8400_0064n, 0xffff_ffff_ffff_ffffn, 2n, 3n, 4n, 5n, 6n, 7n];
  const rows = await rowsOf(t.bytes([t.record('array', S, { __probe_ip: 0xffff_8000_7b25_dc18n, w })]));
  expect(rows[0]?.kind === 'call' && rows[0].w).toEqual(w);
});

test('tasks: an idle one, one without a name, an interrupt', async () => {
  const t = new SmallTrace();
  const rows = await rowsOf(
    t.bytes([t.call(S, 1, { pid: 0, flags: 8 }), t.call(S + 1, 2, { pid: 99 }), t.call(S + 2, 3, { flags: 0x40 })]),
  );
  expect(rows.filter((e) => e.kind === 'call').map((e) => [e.ctx, e.ctxKind])).toEqual([
    ['<idle>-0', 'hardirq'],
    ['<...>-99', 'process'],
    ['insmod-68', 'hardirq'],
  ]);
});

describe('clocks', () => {
  const records = (t: SmallTrace) => [t.call(S, 1), t.reply(S + 1000)];

  test.each(['local', 'global', 'perf', 'mono', 'mono_raw', 'boot', 'tai', 'uptime'])(
    '%s counts nanoseconds',
    async (clock) => {
      const t = new SmallTrace({ clock });
      const { trace, timed } = await opened(t.bytes(records(t)));
      expect([timed, trace.row(1).at]).toEqual([true, 1000]);
    },
  );

  test.each(['counter', 'x86-tsc'])('%s has no unit of time: rows keep their order and have none', async (clock) => {
    const t = new SmallTrace({ clock });
    const { trace, timed } = await opened(t.bytes(records(t)));
    expect([timed, trace.row(1).at]).toEqual([false, 0]);
  });

  test('x86-tsc becomes nanoseconds where the file says how', async () => {
    const tsc = new Bytes(true)
      .int(3 << 10, 4)
      .int(12, 4)
      .int(5, 8)
      .done();
    const t = new SmallTrace({ clock: 'x86-tsc', options: [[14, tsc]] });
    const { trace, timed } = await opened(t.bytes(records(t)));
    expect([timed, trace.row(1).at]).toEqual([true, 750]);
  });

  test('a time of the year 2026 is exact to the nanosecond', async () => {
    const t = new SmallTrace({ clock: 'tai' });
    const now = 1_795_000_000_123_456_789n;
    const rows = await rowsOf(t.bytes([t.call(now, 1), t.reply(now + 1n)]));
    expect(rows.map((e) => e.at)).toEqual([0, 1]);
  });

  test('a guest that was synchronised with its host has the times of its host, CPU by CPU', async () => {
    const shift = new Bytes(true).int(1, 8).int(1, 4).int(2, 4);
    // CPU 0 is 100 ns behind; CPU 1 is 300 ns behind at first and 500 later.
    shift.int(1, 4).int(S, 8).int(100, 8).int(1, 8);
    shift
      .int(2, 4)
      .int(S, 8)
      .int(S + 2000, 8)
      .int(300, 8)
      .int(500, 8)
      .int(1, 8)
      .int(1, 8);
    shift.int(0, 8).int(0, 8).int(0, 8);
    const t = new SmallTrace({ options: [[12, shift.done()]] });
    const rows = await rowsOf(t.bytes([t.call(S + 1000, 1)], [t.call(S + 1000, 2, { pid: 70 })]));
    expect(rows.filter((e) => e.kind === 'call').map((e) => [e.cpu, e.at])).toEqual([
      [0, 0],
      [1, 300],
    ]);
  });

  test('instances with clocks of their own are read one after the other', async () => {
    const t = new SmallTrace({ clock: 'mono' });
    const late = [t.call(S, 1), t.reply(S + 1000)];
    const early = [t.call(5, 2, { pid: 70 }), t.reply(25, { pid: 70 })];
    const { trace } = await opened(
      t.of({ name: '', cpus: [late], clock: 'mono' }, { name: 'foo', cpus: [early], clock: 'local' }),
    );
    expect([...trace.rows()].map((e) => [e.kind, e.at])).toEqual([
      ['call', 0],
      ['return', 1000],
      ['log', 1000],
      ['call', 1000],
      ['return', 1020],
    ]);
  });
});

describe('what cannot be read is said in one sentence, with what to type', () => {
  const refused = async (bytes: Uint8Array) => {
    const result = await openRecording([bytes]);
    if (result.ok) throw new Error('it was opened');
    return `${result.error.what} ${result.error.remedy}`;
  };

  test('a version', async () => {
    const t = new SmallTrace({ version: 8 });
    expect(await refused(t.bytes([]))).toBe(
      'This trace.dat has version 8; versions 6 and 7 are read. Run `trace-cmd report FILE > trace.txt` and open trace.txt.',
    );
  });

  test('a compression', async () => {
    const t = new SmallTrace({ compression: 'lzo' });
    expect(await refused(t.bytes([t.call(S, 1)]))).toContain(
      'This trace.dat is packed with lzo; none, zlib and zstd are read.',
    );
  });
});

test('the text of a latency tracer', async () => {
  const bytes = new SmallTrace({ version: 6 }).bytes([]);
  const at = Buffer.from(bytes).indexOf('flyrecord');
  bytes.set(new TextEncoder().encode('latency  '), at);
  const result = await openRecording([bytes]);
  expect(result).toMatchObject({
    ok: false,
    error: { what: 'This trace.dat holds the text of a latency tracer and no events.' },
  });
});

describe('a file that is cut', () => {
  test.each(MACHINES.map((m) => [machineName(m), m] as const))('is read up to there, %s', async (_, machine) => {
    const t = new SmallTrace(machine);
    const list = Array.from({ length: 300 }, (_x, i) => [t.call(S + i * 10, i), t.reply(S + i * 10 + 5)]).flat();
    const whole = t.bytes(list, list.slice(0, 40));
    const all = new Set(await callsOf(whole));
    let opens = 0;
    for (let part = 1; part < 40; part++) {
      const cut = whole.subarray(0, Math.floor((whole.length * part) / 40));
      const result = await openRecording([cut]);
      if (!result.ok) {
        expect(result.error.what).toMatch(/damaged|no FF-A|nothing/i);
        continue;
      }
      opens++;
      const { trace, report } = result.value;
      expect(report.notUnderstood).toBeGreaterThan(0);
      for (const e of trace.rows()) if (e.kind === 'call') expect(all.has(Number(e.w[1]))).toBe(true);
    }
    expect(opens).toBeGreaterThan(3);
  });
});

test('an event that is not drawn is counted by its name', async () => {
  const t = new SmallTrace();
  const { report, trace } = await opened(t.bytes([t.record('sched', S, {}), t.call(S + 1, 1), t.reply(S + 2)]));
  expect([...report.notDrawn]).toEqual([['sched_switch', 1]]);
  expect(trace.length).toBe(2);
  expect(await logsOf(t.bytes([t.record('sched', S, {})]))).toEqual([]);
});
