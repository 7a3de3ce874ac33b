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

// After the CPU: flags (absent where the option `irq-info` is off), the time, the event's name.
// trace_printk in a module that has gone prints `do_req+0x6c [ffa_grab]` as its name.
const REST =
  /\s+(?:([^\s\d:]\S{2,7})\s+)?(\d{1,15})\.(\d{1,9}):\s+(?:<stack trace ?>|(?:\w{1,64}:)?([\w.$<>-]{1,128}(?:\+0x[0-9a-f]{1,8}(?:\/0x[0-9a-f]{1,8})?)?(?: \[[\w-]{1,64}\])?):(?: |$))/y;

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
      seconds: Number(m[2]),
      nanoseconds: Number((m[3] as string).padEnd(9, '0')),
      event: m[4] ?? '<stack trace>',
      body: line.slice(REST.lastIndex).trim(),
    };
  }
  return null;
}

/** `  insmod-68   (     68)` gives `insmod-68`; the number in brackets is the thread group, option `record-tgid`. */
function taskOf(left: string): string | null {
  let text = left.trim();
  if (text.endsWith(')')) {
    const open = text.lastIndexOf('(');
    if (open < 0 || !/^\(\s{0,20}(\d{1,10}|-{1,10})\)$/.test(text.slice(open))) return null;
    text = text.slice(0, open).trimEnd();
  }
  const dash = text.lastIndexOf('-');
  return dash > 0 && text.length < 80 && /^\d{1,10}$/.test(text.slice(dash + 1)) ? text : null;
}

/** The third flag says where the line ran: h and H a hard interrupt, z and Z a non-maskable one (kernel/trace/trace_output.c). */
function contextOf(flags: string | undefined, task: string): ContextKind {
  const where = flags?.[2] ?? '.';
  if ('hHzZ'.includes(where)) return 'hardirq';
  return task.startsWith('kworker/') ? 'worker' : 'process';
}
