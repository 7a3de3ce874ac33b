import { expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { opened, traceText } from './fixtures/files.ts';
import { parseEventLine } from './ftrace-line.ts';
import { openRecording } from './open.ts';
import { parseProbeBody } from './probe-body.ts';

/** As data-convert-json.c prints it: tabs, one field a line. */
const converted = (samples: readonly object[]): string =>
  JSON.stringify(
    {
      'linux-perf-json-version': 1,
      headers: { 'header-version': 1, cmdline: ['perf', 'record', '-e', 'probe:*'] },
      samples,
    },
    null,
    '\t',
  );

interface Entry {
  readonly ip: string;
  readonly symbol?: string;
  readonly dso?: string;
}

const CONDUIT: Entry = { ip: '0xffff80007b25dc18', symbol: '__arm_ffa_fn_smc', dso: '[ffa_core]' };
const SENDER: Entry = { ip: '0xffff80007b25e004', symbol: 'ffa_msg_send_direct_req', dso: '[ffa_core]' };

const head = (timestamp: number, callchain: readonly Entry[]): object => ({
  ...{ timestamp, pid: 68, tid: 69, cpu: 1, comm: 'insmod', callchain },
});
const named = (letter: string, w: readonly number[]): object =>
  Object.fromEntries(w.map((word, i) => [`${letter}${i}`, String(word)]));
const call = (at: number, ...w: number[]): object => ({
  ...head(at, [CONDUIT, SENDER]),
  ...{ __probe_ip: CONDUIT.ip, ...named('a', w) },
});
const reply = (at: number, ...w: number[]): object => ({
  ...head(at, [{ ip: SENDER.ip, symbol: SENDER.symbol ?? '', dso: '[ffa_core]' }]),
  ...{ __probe_func: CONDUIT.ip, __probe_ret_ip: SENDER.ip, ...named('r', w) },
});

test('registers, tasks, times and stacks of perf data convert --to-json', async () => {
  const { trace, report, format } = await opened(
    converted([
      call(3_000_000_100, 0x8400006f, 0x8001, 0, 1, 0, 0, 0, 0),
      reply(3_000_000_900, 0x84000070, 0x8001_0000, 0, 4, 10, 0xd500_1fe0, 0, 0),
    ]),
  );
  expect([format, trace.length, report.notUnderstood]).toEqual(['perf JSON', 2, 0]);
  const [first, second] = [trace.row(0), trace.row(1)];
  expect([first.kind, first.at, first.cpu, first.ctx, first.stack]).toEqual([
    ...['call', 0, 1, 'insmod-69'],
    ['ffa_msg_send_direct_req'],
  ]);
  expect(first.kind === 'call' && first.w.map(hex)).toEqual('0x8400006f 0x8001 0x0 0x1 0x0 0x0 0x0 0x0'.split(' '));
  expect([second.kind, second.at, second.cause]).toEqual(['return', 800, 0]);
});

test('steps with their results, interrupts, and what is not drawn', async () => {
  const probe: Entry = { ip: '0xffff80007b300000', symbol: 'optee_ffa_probe', dso: '/lib/modules/7.3/optee.ko' };
  const { trace, report } = await opened(
    converted([
      { ...head(10, [probe]), __probe_ip: probe.ip },
      { ...head(20, []), irq: '12', name: 'ARM-FFA-SRI' },
      { ...head(25, []), prev_comm: 'a', next_comm: 'b' },
      { ...head(30, []), __probe_func: probe.ip, __probe_ret_ip: '0xffff800012345678', rc: '18446744073709551603' },
    ]),
  );
  expect(Array.from(trace.rows(), (e) => [e.kind, 'fn' in e ? e.fn : '', 'rc' in e ? e.rc : null])).toEqual([
    ['enter', 'optee_ffa_probe', null],
    ['irq', '', null],
    ['step', 'optee_ffa_probe', -13],
  ]);
  expect([...report.notDrawn]).toEqual([['event with prev_comm, next_comm', 1]]);
});

test('a recorded trace has the same frames as JSON of perf', async () => {
  const text = traceText('b-probe');
  const samples = text.split('\n').flatMap((line) => {
    const e = parseEventLine(line);
    if (e === null || !/^smc_(?:in|out)$/.test(e.event)) return [];
    const words = Array.from((parseProbeBody(e.body)?.args ?? '').matchAll(/=(0x[0-9a-f]+)/g), (m) => m[1] as string);
    const letter = e.event === 'smc_in' ? 'a' : 'r';
    const fields = Object.fromEntries(words.map((w, i) => [`${letter}${i}`, BigInt(w).toString()]));
    const [comm, pid] = e.task.split(/-(?=\d+$)/) as [string, string];
    const place = letter === 'a' ? { __probe_ip: CONDUIT.ip } : { __probe_func: CONDUIT.ip, __probe_ret_ip: SENDER.ip };
    const timestamp = e.seconds * 1e9 + e.nanoseconds;
    return [
      { timestamp, pid: Number(pid), tid: Number(pid), cpu: e.cpu, comm, callchain: [CONDUIT], ...place, ...fields },
    ];
  });
  const frames = async (source: string) =>
    Array.from((await opened(source)).trace.rows()).flatMap((e) =>
      e.kind === 'call' || e.kind === 'return'
        ? [[e.kind, e.ctx, e.cpu, e.from, e.to, e.w.map(hex).join(' '), e.why]]
        : [],
    );
  const [asJson, asText] = [await frames(converted(samples)), await frames(text)];
  expect(asJson.length).toBeGreaterThan(20);
  expect(asJson).toEqual(asText);
});

test('what is read of a file that is cut says so', async () => {
  const whole = converted([call(1, 0x84000063, 0x10001, 0, 0, 0, 0, 0, 0), call(9, 0x84000069, 0, 0, 0, 0, 0, 0, 0)]);
  const cut = await openRecording(whole.slice(0, whole.lastIndexOf('"a2"')));
  if (!cut.ok) throw new Error(cut.error.what);
  const { trace, report } = cut.value;
  expect([trace.row(0).kind, report.cut, report.notUnderstood]).toEqual(['call', true, 1]);
});
