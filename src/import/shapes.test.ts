import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import type { TraceEvent } from '../trace/event.ts';
import { opened, traceText } from './fixtures/files.ts';
import { openRecording } from './open.ts';
import type { Recording } from './recording.ts';

// The same capture in the shapes that other tools and options give it.

const rows = (r: Recording): TraceEvent[] => [...r.trace.rows()];
const story = (r: Recording): string[] =>
  rows(r).flatMap((e) => (e.kind === 'call' || e.kind === 'return' ? [`${e.kind} ${e.w.map(hex).join(' ')}`] : []));

const text = traceText('f-async-wd');
const plain = opened(text);

/** ftrace text, line by line. */
const each = (change: (line: string) => string | null): string =>
  text
    .split('\n')
    .flatMap((l) => change(l) ?? [])
    .join('\n');

describe('ftrace text', () => {
  test.each([
    ['trace_pipe: no heading', each((l) => (l.startsWith('#') ? null : l))],
    ['without stack traces', each((l) => (l.startsWith(' =>') || l.includes('<stack trace>') ? null : l))],
    ['with thread groups', each((l) => l.replace(/^(\s+\S+-\d+)(\s+)\[/, '$1 (     68) ['))],
    ['with thread groups that are not known', each((l) => l.replace(/^(\s+\S+-\d+)(\s+)\[/, '$1 (-------) ['))],
    ['without flags', each((l) => l.replace(/(\[\d+\]) \S+/, '$1'))],
    ['flags of four characters', each((l) => l.replace(/(\[\d+\]) (\S{4})\S/, '$1 $2'))],
    ['lines that end in CR LF', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${text}`],
    ['nanoseconds', each((l) => l.replace(/(\d\.\d{6}):/, '$1000:'))],
    ['offsets in the stack', each((l) => l.replace(/^ => (\w+)$/, ' => $1+0x34/0x60 [mod]'))],
    [
      'trace-cmd report',
      `cpus=2\n${each((l) => {
        if (l.startsWith('#')) return null;
        if (l.startsWith(' => ')) return `${l.slice(1)} (ffff800078651030)`;
        return l
          .replace('<stack trace>', 'kernel_stack:         <stack trace >')
          .replace(/: (smc_in|smc_out|fn_\w+|irq_handler_entry): /, ': $1:                ')
          .replace('tracing_mark_write: ', 'print:                tracing_mark_write: ');
      })}`,
    ],
  ])('%s', async (_, shape) => {
    const r = await opened(shape);
    expect(r.format).toBe('ftrace text');
    expect(r.report.notUnderstood).toBe(0);
    expect(story(r)).toEqual(story(await plain));
    expect(r.trace.length).toBe((await plain).trace.length);
    expect(rows(r).map((e) => e.at)).toEqual(rows(await plain).map((e) => e.at));
  });

  test('addresses in place of symbols: frames, functions by the names of their probes, no caller', async () => {
    const shape = each((l) =>
      l
        .replace(/\(\S+ \[\w+\]( <- \S+( \[\w+\])?)?\)/, (_, back: string | undefined) =>
          back === undefined ? '(ffff800078651030)' : '(ffff800078651030 <- ffff800078652040)',
        )
        .replace(/\(process_one_work\S+ <- [^)]*\)/, '(ffff800078651030 <- ffff800078652040)'),
    );
    const r = await opened(shape);
    expect(r.report.notUnderstood).toBe(0);
    expect(story(r)).toEqual(story(await plain));
    const fns = rows(r).flatMap((e) => (e.kind === 'enter' || e.kind === 'step' ? [e.fn] : []));
    expect(new Set(fns)).toContain('optee_ffa_probe');
    expect(fns.some((f) => f.startsWith('ffff'))).toBe(false);
  });

  test('the flags say where a row ran', async () => {
    const r = await plain;
    const irq = rows(r).find((e) => e.kind === 'irq');
    expect(irq).toMatchObject({ irq: 'SRI', ctxKind: 'hardirq', from: 'spmc', to: 'arm_ffa', phase: 'taken' });
    const kinds = new Set(rows(r).map((e) => `${e.ctx.replace(/[/:-].*/, '')} ${e.ctxKind}`));
    expect([...kinds].toSorted()).toEqual(['<idle> hardirq', 'init process', 'insmod process', 'kworker worker']);
  });

  test('gzip is unpacked, and of a gzip that ends early what stands before the end is kept', async () => {
    const packed = gzipSync(text);
    expect(story(await opened(packed))).toEqual(story(await plain));
    const torn = await opened(packed.subarray(0, packed.length / 2));
    const whole = story(await plain);
    expect(story(torn).length).toBeGreaterThan(whole.length / 4);
    expect(story(torn)).toEqual(whole.slice(0, story(torn).length));
    expect(torn.report.cut).toBe(true);
    expect(torn.report.notes[0]?.why).toMatch(/^The file cannot be read beyond this line: /);
    expect(await openRecording([packed.subarray(0, 30)])).toMatchObject({
      ok: false,
      error: { remedy: 'Check that it is complete.' },
    });
  });

  test('kernel messages between the events are rows of the log', async () => {
    const lines = text.split('\n');
    lines.splice(40, 0, '[    4.1] optee: revision 4.10 (d5001fe0)', '[    4.2] eth0: link up');
    const r = await opened(lines.join('\n'));
    expect(r.report.notUnderstood).toBe(0);
    expect(r.report.notDrawn.get('kernel message')).toBe(1);
    expect(rows(r).filter((e) => e.kind === 'log' && e.who === 'optee-driver')).toMatchObject([
      { text: 'optee: revision 4.10 (d5001fe0)' },
    ]);
  });

  test('other tracepoints are counted and not drawn', async () => {
    const more =
      '            sshd-90      [001] d..2.     9.000001: sched_switch: prev_comm=sshd prev_pid=90 ==> next_comm=x\n';
    const r = await opened(text + more + more);
    expect(r.report.notDrawn.get('sched_switch')).toBe(2);
    expect(r.trace.length).toBe((await plain).trace.length);
  });
});

const event = (task: string, time: string, body: string): string => `  ${task}  [000] d....  ${time}: ${body}`;
const bind =
  'smc_in: (__arm_ffa_fn_smc+0x0/0x20) a0=0x8400007f a1=0x80010000 a2=0x0 a3=0x1 a4=0x0 a5=0x0 a6=0x0 a7=0x0';
const get = 'smc_in: (__arm_ffa_fn_smc+0x0/0x20) a0=0x84000082 a1=0x0 a2=0x5 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x0';
const ok = (w2: number): string =>
  `smc_out: (f+0x1/0x2 <- __arm_ffa_fn_smc) r0=0x84000061 r1=0x0 r2=0x${w2.toString(16)} r3=0x0 r4=0x0 r5=0x0 r6=0x0 r7=0x0`;

describe('what is missing is said', () => {
  const warnings = (r: Recording): string[] =>
    rows(r).flatMap((e) => (e.kind === 'log' && e.level === 'warn' ? [e.text] : []));

  test('replies out of order between tasks find their calls', async () => {
    const r = await opened(
      [
        event('a-1', '1.000001', bind),
        event('b-2', '1.000002', get),
        event('a-1', '1.000003', ok(0)),
        event('b-2', '1.000004', ok(1)),
      ].join('\n'),
    );
    expect(rows(r).map((e) => (e.kind === 'return' ? e.of : null))).toEqual([null, null, 0, 1]);
  });

  test('a call without a reply, when its task makes another', async () => {
    const r = await opened(
      [event('a-1', '1.000001', bind), event('a-1', '1.000002', get), event('a-1', '1.000003', ok(1))].join('\n'),
    );
    expect(r.report).toMatchObject({ calls: 2, replies: 1, unanswered: 1 });
    expect(warnings(r)).toEqual(['No reply to the call in row 0: the same task makes another call.']);
    expect(rows(r).find((e) => e.kind === 'return')).toMatchObject({ of: 2 });
  });

  test('a task that never comes back', async () => {
    const r = await opened(
      [event('a-1', '1.000001', bind), event('b-2', '9.500001', 'tracing_mark_write: still there')].join('\n'),
    );
    expect(rows(r).at(-1)).toMatchObject({ kind: 'violation', rule: 'HANG', cause: 0, ctx: 'a-1' });
    expect(warnings(r)[0]).toContain('8.5 s pass until the recording ends');
  });

  test('a reply without a call', async () => {
    const r = await opened(event('a-1', '1.000001', ok(7)));
    expect(r.report).toMatchObject({ calls: 0, orphans: 1 });
    expect(warnings(r)[0]).toContain('0x84000061 0x0 0x7');
  });

  test('events that the kernel lost', async () => {
    const r = await opened(
      [
        '# entries-in-buffer/entries-written: 40/100   #P:2',
        event('a-1', '1.000001', bind),
        'CPU:1 [LOST 123 EVENTS]',
        'CPU:0 [EVENTS DROPPED]',
        event('a-1', '1.000002', ok(0)),
      ].join('\n'),
    );
    expect(r.report.lost).toBe(60 + 123 + 1);
    expect(warnings(r)).toEqual([
      '60 events were lost here: the buffer of the trace was full.',
      '123 events of CPU 1 were lost here: the buffer of the trace was full.',
      'Events of CPU 0 were lost here: the buffer of the trace was full.',
    ]);
    expect(r.report.notUnderstood).toBe(0);
  });

  test('a broken line has its number, and the others are used', async () => {
    const broken = event('a-1', '1.000002', 'smc_out: (f+0x1/0x2 <- g) r0=0x8400zz61 r1=0x0');
    const r = await opened(
      [event('a-1', '1.000001', bind), broken, 'garbage', event('a-1', '1.000003', ok(0))].join('\n'),
    );
    expect(r.report).toMatchObject({ notUnderstood: 2, replies: 1 });
    expect(r.report.notes.map((n) => n.line)).toEqual([2, 3]);
  });

  test('an interrupt in the middle of a call does not take its reply', async () => {
    const inIrq = (time: string, body: string): string => `  a-1  [000] d.h..  ${time}: ${body}`;
    const r = await opened(
      [
        event('a-1', '1.000001', bind),
        inIrq('1.000002', get),
        inIrq('1.000003', ok(1)),
        event('a-1', '1.000004', ok(0)),
      ].join('\n'),
    );
    expect(rows(r).map((e) => (e.kind === 'return' ? e.of : null))).toEqual([null, null, 1, 0]);
  });
});

describe('what is no recording', () => {
  test.each([
    ['', 'nothing in this file'],
    ['\n\n', 'nothing in this file'],
    ['Dear all,\nplease find attached', 'No FF-A traffic'],
    ['\u0017\u0008Dtracing6\u0000\u0000', 'trace.dat'],
    ['PERFILE2\u0000', 'perf'],
    ['\u0000'.repeat(100), 'no text'],
  ])('%j is refused: %s', async (source, what) => {
    const bytes = Uint8Array.from(source, (c) => c.charCodeAt(0));
    const result = await openRecording([bytes]);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.error.what).toContain(what);
  });

  test('cancelling ends the reading', async () => {
    let pieces = 0;
    const endless = function* (): Generator<Uint8Array> {
      for (;;) {
        pieces++;
        yield new TextEncoder().encode(text);
      }
    };
    const result = await openRecording(endless(), { cancelled: () => pieces > 3 });
    expect(result).toMatchObject({ ok: false, error: { what: 'The reading was cancelled.' } });
  });

  test('progress counts bytes, lines and rows', async () => {
    const seen: { bytes: number; lines: number; rows: number }[] = [];
    const bytes = new TextEncoder().encode(text);
    const result = await openRecording([bytes.subarray(0, 20_000), bytes.subarray(20_000)], {
      onProgress(p) {
        seen.push(p);
      },
    });
    expect(result.ok).toBe(true);
    expect(seen.map((p) => p.bytes)).toEqual([20_000, bytes.length]);
    expect(seen[0]?.rows).toBeGreaterThan(0);
    expect(seen[1]?.rows).toBeGreaterThan(seen[0]?.rows ?? 0);
  });
});
