import { babeltraceLine } from './babeltrace-line.ts';
import { contextOf, EVENT, type EventLine, parseEventLine, taskName, taskOf } from './ftrace-line.ts';
import { graphEvent } from './graph-line.ts';
import { perfTraceLine } from './perf-trace-line.ts';
import { parseProbeBody } from './probe-body.ts';

// The shapes of an event line that `cat trace` does not have by default. Each is tried only on lines that are nothing
// else, so they may cost more than the usual shape.

/** `insmod-68        0d..1. 3770854us+: smc_in: …`: the option `latency-format`, a dump of the buffer, trace-cmd report -l. */
const LATENCY = new RegExp(
  `^\\s*(\\S.{0,60}?-\\d{1,10})\\s+(\\d{1,4})([.dDbBX][^\\s:]{2,7})\\s+(-?\\d{1,15})(?:\\.(\\d{1,9}))?(us)?[ +!#*@$]?\\s?:\\s+(?:${EVENT}|)`,
);

/** The same with the option `verbose`: name, pid, CPU, bits of flags, preemption count, index, time and difference. */
const VERBOSE = new RegExp(
  `^\\s*(\\S.{0,40}?) +(\\d{1,10}) +(\\d{1,5}) +\\d{1,10} +[0-9a-f]{8} +(?:[0-9a-f]{8} +)?(?:\\[[0-9a-f]{8,16}\\] +){1,2}(\\d{1,15})(?:\\.(\\d{3})ms)? \\(\\+\\d{1,15}(?:\\.\\d{3}ms)?\\): +(?:${EVENT}|)`,
);

/** `insmod-68   000 d....     3.770854: smc_in: …`, `insmod-68  3.770854: smc_in: …`: the CPU without brackets, or none. */
const BARE = new RegExp(
  `^\\s*(\\S.{0,60}?-\\d{1,10})\\s+(?:(\\d{1,4})\\s+)?(?:([dDbX.]\\S{2,7})\\s+)?(\\d{1,15})\\.(\\d{1,9}):\\s+${EVENT}`,
);

/** The parts of an event line in any of the shapes that are known, or null. */
export function readEvent(line: string): EventLine | null {
  const plain = parseEventLine(line);
  if (plain !== null && plain.event !== '') return plain;
  if (line.length > 70_000) return plain;
  return (
    latency(line) ??
    verbose(line) ??
    bare(line) ??
    perfTraceLine(line) ??
    babeltraceLine(line) ??
    graphEvent(line) ??
    plain ??
    byItsProbe(line)
  );
}

function latency(line: string): EventLine | null {
  const m = LATENCY.exec(line);
  const task = m === null ? null : taskOf(m[1] as string);
  if (m === null || task === null) return null;
  const us = Number(m[4]);
  const isMicro = m[6] !== undefined;
  return {
    task,
    cpu: Number(m[2]),
    kind: contextOf(m[3], task),
    seconds: isMicro ? Math.floor(us / 1e6) : m[5] === undefined ? 0 : us,
    nanoseconds: isMicro ? (us - Math.floor(us / 1e6) * 1e6) * 1000 : m[5] === undefined ? us : fraction(m[5]),
    timed: true,
    event: m[7] ?? m[8] ?? '',
    body: line.slice(m[0].length).trim(),
    padded: m[9] !== undefined,
  };
}

function verbose(line: string): EventLine | null {
  const m = VERBOSE.exec(line);
  if (m === null) return null;
  const task = taskName(m[1] as string, m[2] as string);
  const ms = Number(m[4]);
  return {
    task,
    cpu: Number(m[3]),
    kind: contextOf(undefined, task),
    seconds: m[5] === undefined ? 0 : Math.floor(ms / 1000),
    nanoseconds: m[5] === undefined ? ms : (ms % 1000) * 1e6 + Number(m[5]) * 1000,
    timed: true,
    event: m[6] ?? m[7] ?? '',
    body: line.slice(m[0].length).trim(),
    padded: m[8] !== undefined,
  };
}

function bare(line: string): EventLine | null {
  const m = BARE.exec(line);
  const task = m === null ? null : taskOf(m[1] as string);
  if (m === null || task === null) return null;
  return {
    task,
    cpu: Number(m[2] ?? 0),
    kind: contextOf(m[3], task),
    seconds: Number(m[4]),
    nanoseconds: fraction(m[5] as string),
    timed: true,
    event: m[6] ?? m[7] ?? '',
    body: line.slice(m[0].length).trim(),
    padded: m[8] !== undefined,
  };
}

const fraction = (digits: string): number => Number(digits.padEnd(9, '0').slice(0, 9));

/** The name of an event before what a probe prints: its place in brackets, or the fields by name. */
const NAMED = /(?:^|[\s:])(?:\[?(?:[\w-]{1,64}:)?)([\w.$<>-]{1,128})\]?: {1,40}(?=\(|__probe_|\[FAILED|w=\{)/g;

/**
 * An event of a probe wherever it stands, with whatever fields before it, in the order in which perf script prints
 * those that -F asks for: name, pid or tid, CPU, time, period. With the option `nocontext-info`, with tp_printk and with
 * `perf script -F event,trace` nothing stands there.
 */
function byItsProbe(line: string): EventLine | null {
  if (!/: {1,40}(?:\(|__probe_|\[FAILED|w=\{)/.test(line)) return null;
  let found: { at: number; event: string; body: string } | null = null;
  for (const m of line.matchAll(NAMED)) {
    const body = line.slice(m.index + m[0].length).trim();
    if (parseProbeBody(body) !== null) found = { at: m.index, event: m[1] as string, body };
  }
  if (found === null) return null;
  const context = fieldsOf(line.slice(0, found.at));
  return context === null ? null : { ...context, event: found.event, body: found.body, padded: false };
}

type Fields = Omit<EventLine, 'event' | 'body' | 'padded'>;

/** The fields before an event, taken from the right; null where something stands there that is none. */
export function fieldsOf(left: string): Fields | null {
  let text = left.trimEnd();
  let seconds: string | null = null;
  let places = '';
  const taken = (pattern: RegExp): RegExpExecArray | null => {
    const m = pattern.exec(text);
    if (m !== null) text = text.slice(0, m.index).trimEnd();
    return m;
  };
  const period = /(?:^|: +)\d{1,20}$/.exec(text);
  if (period !== null) text = text.slice(0, period.index + (period[0].startsWith(':') ? 1 : 0));
  const time = taken(/(?:^|(?<=[\s\]]))(\d{1,12})\.(\d{3,9}):$/);
  if (time !== null) {
    seconds = time[1] as string;
    places = time[2] as string;
  }
  const flags = taken(/(?:^|(?<=\s))[.dDbBX][^\s:\]]{3,7}$/)?.[0];
  const cpu = taken(/(?:^|(?<=[\s\d]))\[(\d{1,5})\]$/)?.[1] ?? '0';
  const task =
    text.trim() === ''
      ? ''
      : /^\s*(?:\d{1,10}\/)?\d{1,10}$/.test(text)
        ? `task-${(text.split('/').at(-1) ?? '').trim()}`
        : taskOf(text);
  if (task === null) return null;
  return {
    task,
    cpu: Number(cpu),
    kind: contextOf(flags, task),
    seconds: Number(seconds ?? 0),
    nanoseconds: fraction(places),
    timed: seconds !== null,
  };
}
