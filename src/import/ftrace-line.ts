import type { ContextKind } from '../trace/event.ts';
import { peel } from './text/prefix.ts';

/** One event line of ftrace, as `cat trace`, `trace_pipe` and `trace-cmd report` print it. */
export interface EventLine {
  /** `insmod-68`; empty where the line names no task. */
  readonly task: string;
  readonly cpu: number;
  readonly kind: ContextKind;
  /** Whole seconds and nanoseconds of the trace's clock. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Has the line a time? */
  readonly timed: boolean;
  /** `smc_in`, `irq_handler_entry`, `tracing_mark_write`, `<stack trace>`; empty for a line that names no event. */
  readonly event: string;
  readonly body: string;
  /** trace-cmd fills the name up with blanks, so that what follows stands in a column. */
  readonly padded: boolean;
}

// After the CPU: flags (absent where the option `irq-info` is off, as a number with trace-cmd report -R), the time, the
// event's name. The clocks `counter` and `x86-tsc` print whole numbers (kernel/trace/trace.c, trace_clocks: in_ns 0), and
// trace-cmd then leaves no blank behind the flags; `trace-cmd report --ts-diff` adds a difference in brackets, perf a
// period and the group of the event. trace_printk in a module that has gone prints `do_req+0x6c [ffa_grab]` as its name.
export const EVENT =
  '(?:(<(?:user )?stack trace ?>)|\\[?(?:[\\w-]{1,64}:)?([\\w.$<>-]{1,128}(?:\\+0x[0-9a-f]{1,8}(?:/0x[0-9a-f]{1,8})?)?(?: \\[[\\w-]{1,64}\\])?)\\]?:(?= |$)( {2,})?)';
const FLAGS = '(?:([^\\s\\d:]\\S{2,7})\\s+|([.dDbBX][.nNpPlLbB][.hHsSzZ][.\\da-f][.\\da-f])(?=\\d))?';
const REST = new RegExp(
  `(?:-0x([0-9a-f]{1,4}))?\\s+${FLAGS}(\\d{1,20})(?:\\.(\\d{1,9}))?:\\s+(?:\\(\\+?\\d{1,20}(?:\\.\\d{1,9})?\\)\\s+)?(?:\\d{1,20}\\s+)?(?:${EVENT}|)`,
  'y',
);

/** The CPU stands behind the task and whatever a log put before it, never further right than this. */
const FAR = 400;

/** The parts of an event line, or null for any other line. Takes time linear in the line's length. */
export function parseEventLine(line: string): EventLine | null {
  for (let open = line.indexOf(' ['); open >= 0 && open < FAR; open = line.indexOf(' [', open + 1)) {
    const close = line.indexOf(']', open);
    if (close < 0) return null;
    const cpu = line.slice(open + 2, close);
    if (!/^\d{1,5}$/.test(cpu)) continue;
    const task = taskOf(line.slice(0, open));
    if (task === null) continue;
    REST.lastIndex = close + 1;
    const m = REST.exec(line);
    if (m === null) continue;
    return {
      task,
      cpu: Number(cpu),
      kind: m[1] === undefined ? contextOf(m[2] ?? m[3], task) : contextOfBits(Number.parseInt(m[1], 16), task),
      seconds: m[5] === undefined ? 0 : Number(m[4]),
      nanoseconds: m[5] === undefined ? Number(m[4]) : Number(m[5].padEnd(9, '0')),
      timed: true,
      event: m[6] ?? m[7] ?? '',
      body: line.slice(REST.lastIndex).trim(),
      padded: m[8] !== undefined,
    };
  }
  return null;
}

/** ftrace and trace-cmd print a task's name right-aligned in so many columns; it has one character less at most. */
const COMM = 16;

/**
 * `  insmod-68   (     68)` gives `insmod-68`; the number in brackets is the thread group, option `record-tgid`.
 * `   buffer:   insmod-68` of trace-cmd with several buffers gives the same, and `insmod    68` or `insmod 68/69` of perf
 * script `insmod-68` and `insmod-69`. An idle task is `<idle>-0`, whoever printed it. A task's name may be anything
 * (`[x] y`, `smc_in: (z)`, `# c`): what is the name and what stood before it is told by the columns.
 */
export function taskOf(left: string): string | null {
  let text = left.trimEnd();
  if (text.endsWith(')')) {
    const open = text.lastIndexOf('(');
    if (open < 0 || !/^\(\s{0,20}(\d{1,10}|-{1,10})\)$/.test(text.slice(open))) return null;
    text = text.slice(0, open).trimEnd();
  }
  const dash = text.lastIndexOf('-');
  if (dash > 0 && isPid(text, dash + 1)) {
    const name =
      dash <= COMM
        ? text.trimStart()
        : text.charCodeAt(dash - COMM) === 0x20
          ? text.slice(dash - COMM).trimStart()
          : '';
    if (name !== '' && name.charCodeAt(0) !== 0x2d) return name;
  }
  text = text.trimStart();
  if (text.length > 200) return null;
  text = peel(text.replace(/^(?:> ?)+/, '')).rest.trimStart();
  if (text.length >= 160) return null;
  const buffer = /^[\w./-]{1,64}: +(?=\S)/.exec(text);
  if (buffer !== null) text = text.slice(buffer[0].length);
  const last = text.lastIndexOf('-');
  if (last > 0 && text.length < 80 && isPid(text, last + 1)) return text;
  const perf = /^(\S.{0,40}?) +(?:\d{1,10}\/)?(\d{1,10})$/.exec(text);
  if (perf === null) return null;
  return taskName(perf[1] as string, perf[2] as string);
}

/** `bash-170` out of a name and a number; an idle task has one name on every CPU. */
export const taskName = (comm: string, pid: string): string =>
  /^swapper(\/\d+)?$/.test(comm) ? '<idle>-0' : `${comm}-${pid}`;

function isPid(text: string, from: number): boolean {
  if (from === text.length || text.length - from > 10) return false;
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}

/** The third flag says where the line ran: h and H a hard interrupt, z and Z a non-maskable one (kernel/trace/trace_output.c). */
export function contextOf(flags: string | undefined, task: string): ContextKind {
  const where = flags?.[2] ?? '.';
  if ('hHzZ'.includes(where)) return 'hardirq';
  return task.startsWith('kworker/') ? 'worker' : 'process';
}

/** The same as the bits of the ring buffer: 8 a hard interrupt, 64 a non-maskable one (include/linux/trace_events.h). */
function contextOfBits(bits: number, task: string): ContextKind {
  return (bits & 0x48) !== 0 ? 'hardirq' : contextOf(undefined, task);
}
