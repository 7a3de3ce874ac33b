import { expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { babeltraceLine } from './babeltrace-line.ts';
import { opened, traceText } from './fixtures/files.ts';
import { type EventLine, parseEventLine } from './ftrace-line.ts';
import { parseProbeBody } from './probe-body.ts';

const two = (n: number): string => String(n).padStart(2, '0');

/** The time as babeltrace2 prints it without an option. */
function ofDay({ seconds: s, nanoseconds }: EventLine): string {
  return `${two(Math.floor(s / 3600))}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}.${String(nanoseconds).padStart(9, '0')}`;
}

/** What perf records of this event, as babeltrace2 prints it after `perf data convert --to-ctf`. */
function printed(e: EventLine): string {
  const words = Array.from((parseProbeBody(e.body)?.args ?? '').matchAll(/=(0x[0-9a-f]+)/g), (m) => m[1] as string);
  const isCall = e.event === 'smc_in';
  const place = isCall
    ? '__probe_ip = 0xFFFF80007B25DC18'
    : '__probe_func = 0xFFFF80007B25DC18, __probe_ret_ip = 0xFFFF80007B25E004';
  const registers = words.map((w, i) => `${isCall ? 'a' : 'r'}${i} = 0x${w.slice(2).toUpperCase()}`).join(', ');
  const tid = e.task.slice(e.task.lastIndexOf('-') + 1);
  const callers = 'perf_callchain_size = 2, perf_callchain = [ [0] = 0xFFFF80007B25DC18, [1] = 0xFFFF80007B25E004 ]';
  return `[${ofDay(e)}] (+0.000001234) probe:${e.event}: { cpu_id = ${e.cpu} }, { perf_ip = 0xFFFF80007B25DC18, perf_tid = ${tid}, perf_pid = ${tid}, perf_id = 9, ${callers}, ${place}, ${registers} }`;
}

test('a recorded trace has the same frames as babeltrace prints it', async () => {
  const text = traceText('b-probe');
  const events = text
    .split('\n')
    .map((line) => parseEventLine(line))
    .filter((e) => e !== null && /^smc_(?:in|out)$/.test(e.event)) as EventLine[];
  const frames = async (source: string) => {
    const rows = [...(await opened(source)).trace.rows()].filter((e) => e.kind === 'call' || e.kind === 'return');
    const first = rows[0]?.at ?? 0;
    return rows.map((e) => [e.kind, e.at - first, e.cpu, e.from, e.to, e.w.map(hex).join(' '), e.why]);
  };
  const [asCtf, asText] = [await frames(events.map(printed).join('\n')), await frames(text)];
  expect(asCtf.length).toBeGreaterThan(20);
  expect(asCtf).toEqual(asText);
});

test('seconds, a date, a host, a task by its name; numbers of any kind', () => {
  const line = (time: string, rest: string): string => `[${time}] (+?.?????????) ${rest}`;
  const body =
    '{ cpu_id = 3 }, { procname = "insmod", vtid = 68 }, { __probe_ip = 18446743525954511896, a0 = 2214592623 }';
  expect(babeltraceLine(line('1712.000000042', `board smc_in: ${body}`))).toMatchObject({
    ...{ task: 'insmod-68', cpu: 3, seconds: 1712, nanoseconds: 42, event: 'smc_in' },
    body: '__probe_ip=18446743525954511896 a0=2214592623',
  });
  expect(babeltraceLine(line('2026-11-27 01:02:03.500000000', `probe:smc_in: ${body}`))).toMatchObject({
    ...{ seconds: 3723, nanoseconds: 500_000_000 },
  });
});

test('what is no probe, or two lines in one, is not read', () => {
  const of = (fields: string): EventLine | null =>
    babeltraceLine(`[1.000000000] (+0.000000001) sched_switch: { cpu_id = 0 }, { ${fields} }`);
  expect(of('prev_comm = "sh", next_comm = "insmod"')).toBeNull();
  expect(of('__probe_ip = 0x1, a0 = 0x84000063, a0 = 0x84000064')).toBeNull();
  expect(of('__probe_ip = 0x1, a0 = 0x84000063')).not.toBeNull();
});
