import { contextOf, EVENT, type EventLine } from './ftrace-line.ts';

// The function_graph tracer (kernel/trace/trace_functions_graph.c): a column for the CPU, with its options the time and
// the task, the duration, and behind the bar a function or, as a comment, an event.

const HEAD =
  '^\\s*(?:(\\d{1,12})\\.(\\d{6}) +\\| +)?(\\d{1,5})\\)\\s+(?:(\\S.{0,40}?-\\d{1,10}) +\\| +)?(?:([.dDbBX][^\\s|]{2,7}) +\\| +)?(?:[+!#*@$ ]{0,2} ?\\d{1,12}(?:\\.\\d{1,6})? us +)?\\| {0,80}';
// A stack goes on in the lines below, so its comment ends there.
const EVENT_LINE = new RegExp(`${HEAD}/\\* (?:${EVENT}|) ?(.*?) ?(?:\\*/)?$`);
const CALL_LINE = new RegExp(`${HEAD}(?:\\}|[\\w.$]{1,200}(?: \\[[\\w-]{1,64}\\])?\\(.*\\)|(?:\\} )?/\\*.*\\*/|<)`);
/** ` 0)    bash-154    =>  kworker-12  `: another task runs on this CPU from here on. */
const SWITCH = /^\s*(\d{1,5})\)\s+\S.{0,60}?-\d{1,10}\s+=>\s+(\S.{0,60}?-\d{1,10})\s*$/;
/** An interrupt begins or ends. */
const INTERRUPT = /^\s*\d{1,5}\)\s+(?:={5,}>|<={5,})\s+\|/;

/** An event among the functions of the graph tracer; null for another line. */
export function graphEvent(line: string): EventLine | null {
  const m = line.includes('/*') ? EVENT_LINE.exec(line) : null;
  if (m === null) return null;
  const event = m[6] ?? m[7] ?? '';
  if (event === '') return null;
  const task = m[4] ?? '';
  return {
    task,
    cpu: Number(m[3]),
    kind: contextOf(m[5], task),
    seconds: Number(m[1] ?? 0),
    nanoseconds: m[2] === undefined ? 0 : Number(m[2].padEnd(9, '0')),
    timed: m[1] !== undefined,
    event,
    body: (m[9] as string).trim(),
    padded: false,
  };
}

/** A function that the graph tracer shows, its end, or an interrupt. */
export const isGraphLine = (line: string): boolean =>
  line.length < 2000 && (CALL_LINE.test(line) || INTERRUPT.test(line));

/** Which task runs on which CPU from this line on; null for another line. */
export function taskSwitch(line: string): { readonly cpu: number; readonly task: string } | null {
  const m = line.includes('=>') ? SWITCH.exec(line) : null;
  return m === null ? null : { cpu: Number(m[1]), task: (m[2] as string).trim() };
}
