import type { ContextKind } from '../trace/event.ts';

/** One event line of ftrace, as `cat trace`, `trace_pipe` and `trace-cmd report` print it. */
export interface EventLine {
  /** `insmod-68` */
  readonly task: string;
  readonly cpu: number;
  readonly kind: ContextKind;
  /** Whole seconds and nanoseconds of the trace's clock. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** `smc_in`, `irq_handler_entry`, `tracing_mark_write`; the text before the colon. */
  readonly event: string;
  readonly body: string;
}

// After the CPU: flags (absent where the option `irq-info` is off), the time, the event's name. The clocks `counter` and
// `x86-tsc` print whole numbers (kernel/trace/trace.c, trace_clocks: in_ns 0); `trace-cmd report --ts-diff` adds a
// difference in brackets, and perf the group of the event.
// trace_printk in a module that has gone prints `do_req+0x6c [ffa_grab]` as its name.
const REST =
  /\s+(?:([^\s\d:]\S{2,7})\s+)?(\d{1,20})(?:\.(\d{1,9}))?:\s+(?:\(\+?\d{1,20}\)\s+)?(?:<stack trace ?>|\[?(?:[\w-]{1,64}:)?([\w.$<>-]{1,128}(?:\+0x[0-9a-f]{1,8}(?:\/0x[0-9a-f]{1,8})?)?(?: \[[\w-]{1,64}\])?)\]?:(?: |$))/y;

/** What a console, a log or a terminal program puts before a line: `[   12.3] `, `<4>[   12.3] `, `… host kernel: `. */
const PREFIX = /^(?:\S.{0,80}? kernel: )?(?:<\d{1,3}>)?(?:\[[^\]]{1,40}\](?:\[\s{0,8}[TC]\d{1,10}\])?\s?)?/;

/** The line without what a log wrote before it. */
export const withoutPrefix = (line: string): string => line.slice(PREFIX.exec(line)?.[0].length ?? 0);

/** The parts of an event line, or null for any other line. Takes time linear in the line's length. */
export function parseEventLine(line: string): EventLine | null {
  for (let open = line.indexOf(' ['); open >= 0; open = line.indexOf(' [', open + 1)) {
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
      kind: contextOf(m[1], task),
      seconds: m[3] === undefined ? 0 : Number(m[2]),
      nanoseconds: m[3] === undefined ? Number(m[2]) : Number(m[3].padEnd(9, '0')),
      event: m[4] ?? '<stack trace>',
      body: line.slice(REST.lastIndex).trim(),
    };
  }
  return null;
}

/**
 * `  insmod-68   (     68)` gives `insmod-68`; the number in brackets is the thread group, option `record-tgid`.
 * `   buffer:   insmod-68` of trace-cmd with several buffers gives the same, and `insmod    68` or `insmod 68/69` of perf
 * script `insmod-68` and `insmod-69`. An idle task is `<idle>-0`, whoever printed it.
 */
export function taskOf(left: string): string | null {
  let text = left.trim();
  if (text.length > 40) text = withoutPrefix(text).trimStart();
  if (text.startsWith('[') || text.startsWith('>')) text = withoutPrefix(text.replace(/^(?:> ?)+/, '')).trimStart();
  if (text.endsWith(')')) {
    const open = text.lastIndexOf('(');
    if (open < 0 || !/^\(\s{0,20}(\d{1,10}|-{1,10})\)$/.test(text.slice(open))) return null;
    text = text.slice(0, open).trimEnd();
  }
  if (text.length >= 160) return null;
  const buffer = /^[\w./-]{1,64}: +(?=\S)/.exec(text);
  if (buffer !== null) text = text.slice(buffer[0].length);
  const dash = text.lastIndexOf('-');
  if (dash > 0 && text.length < 80 && /^\d{1,10}$/.test(text.slice(dash + 1))) return text;
  const perf = /^(\S.{0,40}?) +(?:\d{1,10}\/)?(\d{1,10})$/.exec(text);
  if (perf === null) return null;
  return /^swapper(\/\d+)?$/.test(perf[1] as string) ? '<idle>-0' : `${perf[1]}-${perf[2]}`;
}

/** The third flag says where the line ran: h and H a hard interrupt, z and Z a non-maskable one (kernel/trace/trace_output.c). */
export function contextOf(flags: string | undefined, task: string): ContextKind {
  const where = flags?.[2] ?? '.';
  if ('hHzZ'.includes(where)) return 'hardirq';
  return task.startsWith('kworker/') ? 'worker' : 'process';
}
