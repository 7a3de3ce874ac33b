import { contextOf, type EventLine, taskName } from './ftrace-line.ts';

/**
 * `[08:14:20.123456789] (+0.000001234) host probe:smc_in: { cpu_id = 1 }, { perf_tid = 69, __probe_ip = 0xFFFF…, a0 = 0x84000063 }`:
 * the time of day or seconds, the time since the line before, perhaps the host.
 */
const LINE =
  /^\[(?:\d{4}-\d\d-\d\d )?(?:(\d\d):(\d\d):(\d\d)|(\d{1,12}))\.(\d{9})\] (?:\(\+[?\d.]{1,30}\) )?(?:[\w.-]{1,64} )?(?:[\w-]{1,64}:)?([\w.$-]{1,128}): (\{ .{1,60000} \})$/;

/** A list is a field of its own in brackets: the callers of a sample. */
const LISTS = /[\w.]{1,64} = \[[^[\]]{0,20}(?:\[\d{1,4}\] = [^[\],]{1,200},? ?){0,256}\]/g;
const FIELD = /([A-Za-z_][\w.]{0,63}) = ("(?:[^"\\]|\\.){0,200}"|[^\s,{}"]{1,200})/g;
/** What the tracer says of every event: perf's own fields, and contexts of LTTng (babeltrace2's man page, `lttng add-context`). */
const CONTEXT = /^(?:perf_\w+|cpu_id|v?pid|v?tid|v?ppid|procname|prio)$/;

/**
 * A line of `babeltrace` or `babeltrace2`, which print a trace in the Common Trace Format: what `perf data convert --to-ctf`
 * and LTTng write. Null where no probe's place or register stands in it.
 */
export function babeltraceLine(line: string): EventLine | null {
  const m = line.startsWith('[') && line.endsWith(' }') ? LINE.exec(line) : null;
  if (m === null) return null;
  const fields = new Map<string, string>();
  for (const [, name, value] of (m[7] as string).replace(LISTS, '').matchAll(FIELD)) {
    // Twice the same: two lines that ran into each other.
    if (fields.has(name as string)) return null;
    fields.set(name as string, textOf(value as string));
  }
  const own = [...fields].filter(([name]) => !CONTEXT.test(name));
  if (!own.some(([name]) => name.startsWith('__probe_'))) return null;
  const tid = fields.get('perf_tid') ?? fields.get('vtid') ?? fields.get('tid') ?? '';
  const comm = (fields.get('perf_comm') ?? fields.get('procname') ?? 'task').replace(/^"|"$/g, '');
  const task = /^\d{1,10}$/.test(tid) ? taskName(comm, tid) : '';
  const seconds = m[4] === undefined ? Number(m[1]) * 3600 + Number(m[2]) * 60 + Number(m[3]) : Number(m[4]);
  const cpu = Number(fields.get('cpu_id') ?? 0);
  return {
    task,
    cpu: Number.isInteger(cpu) && cpu < 65_536 ? cpu : 0,
    kind: contextOf(undefined, task),
    seconds,
    nanoseconds: Number(m[5]),
    timed: true,
    event: m[6] as string,
    body: own.map(([name, value]) => `${name}=${value}`).join(' '),
    padded: false,
  };
}

/** Numbers are printed with capital letters. */
function textOf(value: string): string {
  if (value.startsWith('"')) return value;
  return /^0X[\dA-F]+$/i.test(value) ? value.toLowerCase() : value;
}
