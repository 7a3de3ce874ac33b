import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { jsonText, opened, traceText } from './fixtures/files.ts';
import type { Recording } from './recording.ts';

// What other kernels, tools, clocks and terminals make of the same captures: every frame, its CPU, its task and its
// reply must be those of the machine.

const NAMES = ['b-probe', 'e-bound-3', 'f-async-wd', 'g3-user-ta-load', 'i8-fault-6'] as const;

/** The frames by task, calls with their replies, in the order of the calls. */
function frames(r: Recording, task: (ctx: string) => string = (t) => t): unknown[] {
  const list = [...r.trace.rows()];
  const replies = new Map(list.flatMap((e) => (e.kind === 'return' ? [[e.of, e.w.map(hex)] as const] : [])));
  return list.flatMap((e) =>
    e.kind === 'call' ? [{ cpu: e.cpu, task: task(e.ctx), call: e.w.map(hex), ret: replies.get(e.row) ?? null }] : [],
  );
}

const EVENT = /^\s*(\S.*-\d+)\s+\[(\d+)\] (\S+)\s+(\d+)\.(\d{6}): (.*)$/;
interface Parts {
  readonly task: string;
  readonly comm: string;
  readonly pid: string;
  readonly cpu: string;
  readonly flags: string;
  readonly seconds: string;
  readonly us: string;
  readonly rest: string;
}
/** Every event line written anew; other lines as `other` says, null leaves one out. */
function events(text: string, write: (p: Parts) => string, other: (line: string) => string | null = (l) => l): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const m = EVENT.exec(line);
      if (m === null) return other(line) ?? [];
      const [, task = '', cpu = '', flags = '', seconds = '', us = '', rest = ''] = m;
      const dash = task.lastIndexOf('-');
      return write({ task, comm: task.slice(0, dash), pid: task.slice(dash + 1), cpu, flags, seconds, us, rest });
    })
    .join('\n');
}
const usual = (p: Parts): string =>
  `${p.task.padStart(22)}  [${p.cpu}] ${p.flags} ${p.seconds.padStart(5)}.${p.us}: ${p.rest}`;
const noHeading = (line: string): string | null => (line.startsWith('#') ? null : line);
const lines = (text: string, change: (line: string) => string | null): string =>
  text
    .split('\n')
    .flatMap((l) => change(l) ?? [])
    .join('\n');
const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const whole = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  for (let i = 0; i < whole.length; i++) {
    const code = whole.charCodeAt(i);
    bytes[2 * i] = little ? code & 0xff : code >> 8;
    bytes[2 * i + 1] = little ? code >> 8 : code & 0xff;
  }
  return bytes;
};

/** The arguments of a frame's probe, `a0=0x1 a1=0x2 …`, written otherwise. */
const registers = (text: string, write: (letter: string, words: readonly string[]) => string): string =>
  text.replace(/\b([ar])0=\S+(?: [ar][1-7]=\S+){7}/g, (all, letter: string) =>
    write(
      letter,
      all.split(' ').map((t: string) => t.slice(3)),
    ),
  );

const VARIANTS: readonly (readonly [string, (text: string) => string | Uint8Array])[] = [
  [
    'latency flags of four columns, as before 5.16',
    (t) => events(t, (p) => usual({ ...p, flags: p.flags.slice(0, 4) })),
  ],
  ['flags with a preemption count', (t) => events(t, (p) => usual({ ...p, flags: p.flags.replace(/\.\.$/, '1.') }))],
  ['flags of a real-time kernel', (t) => events(t, (p) => usual({ ...p, flags: `dNL${p.flags[2]}21` }))],
  [
    'whole numbers for times: the clock counter',
    (t) => events(t, (p) => `${p.task} [${p.cpu}] ${p.flags} ${p.seconds}${p.us}: ${p.rest}`),
  ],
  ['seconds since 1970', (t) => events(t, (p) => usual({ ...p, seconds: `17638${p.seconds.padStart(5, '0')}` }))],
  ['uptime in whole centiseconds', (t) => events(t, (p) => usual({ ...p, us: `${p.us.slice(0, 2)}0000` }))],
  [
    'nanoseconds and differences, as trace-cmd report -t --ts-diff',
    (t) => events(t, (p) => `${usual({ ...p, us: `${p.us}000`, rest: `(+1234)   ${p.rest}` })}`),
  ],
  ['one digit for the CPU', (t) => events(t, (p) => usual({ ...p, cpu: String(Number(p.cpu)) }))],
  [
    'the CPU without brackets',
    (t) => events(t, (p) => `${p.task} ${p.cpu} ${p.flags} ${p.seconds}.${p.us}: ${p.rest}`),
  ],
  [
    'latency-format',
    (t) =>
      events(
        t,
        (p) =>
          `${p.comm.padStart(8)}-${p.pid.padEnd(7)} ${String(Number(p.cpu)).padStart(3)}${p.flags} ${Number(p.seconds) * 1e6 + Number(p.us)}us+: ${p.rest}`,
        noHeading,
      ),
  ],
  [
    'ftrace_dump_on_oops on a console',
    (t) =>
      events(
        t,
        (p) =>
          `[   99.123456] ${p.comm.padStart(8)}-${p.pid.padEnd(7)} ${String(Number(p.cpu)).padStart(3)}${p.flags} ${Number(p.seconds) * 1e6 + Number(p.us)}us : ${p.rest}`,
        (l) => (l.startsWith('#') ? null : `[   99.123456] ${l}`),
      ),
  ],
  ['dmesg with callers before every line', (t) => lines(t, (l) => `[   99.123456][   T68] ${l}`)],
  ['the time of a terminal program before every line', (t) => lines(t, (l) => `[2026-11-22 18:51:45.123] ${l}`)],
  ['a journal', (t) => lines(t, (l) => `Nov 22 16:00:01 board kernel: [    4.75] ${l}`)],
  [
    'the event with its group',
    (t) => events(t, (p) => usual({ ...p, rest: p.rest.replace(/^(\w+): \(/, 'ffa:$1: (') })),
  ],
  [
    'the event in brackets',
    (t) => events(t, (p) => usual({ ...p, rest: p.rest.replace(/^(\w+): \(/, '[ffa:$1]: (') })),
  ],
  [
    'names that the kernel made for the probes',
    (t) =>
      t
        .replaceAll(': smc_in: ', ': p___arm_ffa_fn_smc_0: ')
        .replaceAll(': smc_out: ', ': r___arm_ffa_fn_smc_0__return: '),
  ],
  ['a buffer of its own, as trace-cmd report names it', (t) => events(t, (p) => `  ffa-buf: ${usual(p)}`, noHeading)],
  [
    'names of tasks with blanks, dashes and brackets',
    (t) => events(t, (p) => usual({ ...p, task: `a [b] c-d (e)-${p.pid}` })),
  ],
  ['tasks whose name is not known', (t) => events(t, (p) => usual({ ...p, task: `<...>-${p.pid}` }))],
  [
    'names of workers with their work queue',
    (t) => events(t, (p) => usual({ ...p, task: `kworker/u8:3-events_unbound-${p.pid}` })),
  ],
  ['names of tasks that are not ASCII', (t) => events(t, (p) => usual({ ...p, task: `größe→日本-${p.pid}` }))],
  ['CR LF', (t) => t.replaceAll('\n', '\r\n')],
  ['CR CR LF, a serial line’s', (t) => t.replaceAll('\n', '\r\r\n')],
  ['a byte order mark', (t) => `\ufeff${t}`],
  ['UTF-16 with a mark, as PowerShell writes it', (t) => utf16(t, true, true)],
  ['UTF-16 without a mark', (t) => utf16(t, true, false)],
  ['UTF-16, the high byte first', (t) => utf16(t, false, true)],
  ['no line end at the end', (t) => t.trimEnd()],
  ['blanks at the ends of the lines', (t) => lines(t, (l) => `${l}   `)],
  ['no blanks at the beginning of the lines', (t) => lines(t, (l) => l.trimStart())],
  ['tabs for blanks', (t) => lines(t, (l) => l.replaceAll('  ', '\t'))],
  ['blanks of a web page', (t) => t.replaceAll(' ', '\u00a0')],
  ['quoted in a mail', (t) => lines(t, (l) => `> > ${l}`)],
  ['the colours of grep', (t) => t.replaceAll(/smc_(in|out)|0x8400006f/g, '\u001b[01;31m\u001b[K$&\u001b[m\u001b[K')],
  [
    'bytes that are no UTF-8',
    (t) => {
      const bytes = new TextEncoder().encode(events(t, (p) => usual({ ...p, task: `a!!b-${p.pid}` })));
      return bytes.map((b) => (b === 0x21 ? 0xff : b));
    },
  ],
  ['no heading', (t) => lines(t, noHeading)],
  ['no heading, and the first stack cut in two', (t) => `${' => f\n'.repeat(3)}${lines(t, noHeading)}`],
  ['empty lines between', (t) => t.replaceAll('\n', '\n\n')],
  ['the name of the file, as tail and head print it', (t) => `==> /sys/kernel/tracing/trace <==\n${t}`],
  [
    'addresses for names',
    (t) =>
      t
        .replaceAll(/\((?!ffff)\S+(?: \[\w+\])?\)(?= a0)/g, '(ffff800078651030)')
        .replaceAll(/\([^)]*<-[^)]*\)(?= r0)/g, '(ffff800078651030 <- ffff800078652040)'),
  ],
  [
    'raw fields of trace-cmd report -R',
    (t) =>
      t
        .replaceAll(/\([^)]*<-[^)]*\)(?= r0)/g, '__probe_func=0xffff8000786 __probe_ret_ip=0xffff8000787')
        .replaceAll(/\([^)]*\)(?= a0)/g, '__probe_ip=0xffff8000786'),
  ],
  [
    'what trace-cmd prints where it cannot read a format',
    (t) =>
      t
        .replaceAll(/\([^)]*<-[^)]*\)(?= r0)/g, '[FAILED TO PARSE] __probe_func=1 __probe_ret_ip=2')
        .replaceAll(/\([^)]*\)(?= a0)/g, '[FAILED TO PARSE] __probe_ip=3'),
  ],
  [
    'copies that a compiler made',
    (t) => t.replaceAll(/\((\w+)\+0x/g, '($1.isra.0+0x').replaceAll(/^ => (ffa_\w+)$/gm, ' => $1.constprop.0'),
  ],
  ['unsigned decimals', (t) => registers(t, (l, w) => w.map((x, i) => `${l}${i}=${BigInt(x)}`).join(' '))],
  [
    'signed decimals',
    (t) => registers(t, (l, w) => w.map((x, i) => `${l}${i}=${BigInt.asIntN(64, BigInt(x))}`).join(' ')),
  ],
  [
    'registers in full width and capitals',
    (t) =>
      registers(t, (l, w) =>
        w.map((x, i) => `${l}${i}=0x${BigInt(x).toString(16).padStart(16, '0').toUpperCase()}`).join(' '),
      ),
  ],
  [
    'registers up to 17',
    (t) => registers(t, (l, w) => [...w, ...Array<string>(10).fill('0x0')].map((x, i) => `${l}${i}=${x}`).join(' ')),
  ],
  ['arguments without names', (t) => registers(t, (_, w) => w.map((x, i) => `arg${i + 1}=${x}`).join(' '))],
  ['arguments named after the registers', (t) => registers(t, (_, w) => w.map((x, i) => `x${i}=${x}`).join(' '))],
  ['the registers as one array', (t) => registers(t, (_, w) => `w={${w.join(',')}}`)],
  [
    'perf script',
    (t) =>
      events(
        t,
        (p) =>
          `${p.comm.padStart(16)} ${p.pid.padStart(5)} [${p.cpu}] ${p.seconds.padStart(5)}.${p.us}: ${p.rest.startsWith('<stack') ? '               ffa:stack:' : p.rest.replace(/^(\w+): /, ' ffa:$1: ')}`,
        (l) => (l.startsWith('#') ? null : l.replace(/^ => (\w+)$/, '\tffff800078651030 $1+0x34 ([kernel.kallsyms])')),
      ).replaceAll(/^.*ffa:stack:\n/gm, ''),
  ],
];

const hidesTask = /perf|not known|blanks, dashes|work queue|not ASCII|no UTF-8/;

describe.each(NAMES)('%s', (name) => {
  test.each(VARIANTS.map(([what, make]) => [what, make] as const))('%s', async (what, make) => {
    const shape = make(traceText(name));
    const r = await opened(shape);
    const plain = await opened(traceText(name));
    const task = hidesTask.test(what) ? (t: string): string => t.slice(t.lastIndexOf('-')) : (t: string): string => t;
    expect(r.format).toBe('ftrace text');
    expect(frames(r, task)).toEqual(frames(plain, task));
    expect(frames(r).map((f) => (f as { call: unknown }).call)).toEqual(
      (JSON.parse(jsonText(name)) as { kind: string; call: unknown }[])
        .filter((x) => x.kind === 'smc')
        .map((x) => x.call),
    );
    expect(r.report.irqs).toBe(plain.report.irqs);
    expect(r.report.steps).toBe(plain.report.steps);
    const stacks = (x: Recording): number =>
      [...x.trace.rows()].reduce((n, e) => n + (e.kind === 'call' ? e.stack.length : 0), 0);
    if (!/perf|addresses|raw fields|cannot read/.test(what)) expect(stacks(r)).toBe(stacks(plain));
    else expect(stacks(r)).toBeGreaterThan(0);
    expect(r.report.notUnderstood).toBe(what.includes('cut in two') ? 3 : 0);
  });
});

test('two traces behind each other: the clock goes on, and it is said', async () => {
  const r = await opened(`${traceText('c-remove')}${traceText('b-probe')}`);
  const [a, b] = [await opened(traceText('c-remove')), await opened(traceText('b-probe'))];
  expect(frames(r)).toEqual([...frames(a), ...frames(b)]);
  const rows = [...r.trace.rows()];
  expect(rows.every((e, i) => i === 0 || e.at >= (rows[i - 1]?.at ?? 0))).toBe(true);
  expect(r.report.notUnderstood).toBe(0);
  expect(r.report.notes.filter((n) => n.why.includes('backwards'))).toEqual([]);
});
