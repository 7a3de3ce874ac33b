import { typedLine } from './text/typed.ts';

// Lines of a trace that are no events: headings, what tools print around the events, events that were lost.

/**
 * A heading or a comment: a line that begins with `#`. Not so `### scenario` of a script, what is typed at a prompt of root
 * (`# modprobe optee`), and the characters that xtest prints while OP-TEE begins a line (`##E/TC:0 0 …`).
 */
export const isHeading = (text: string): boolean =>
  text.charCodeAt(0) === 0x23 && !text.startsWith('###') && !/^#+[EWIDF]\/T/.test(text) && typedLine(text) === null;

/** Headings of ftrace and of perf script --header; any other comment is counted. */
const KNOWN =
  /^#\s*(?:$|tracer:|entries-in-buffer|TASK-PID|TASK\/PID|CPU\b|cmd\b|TIME\b|DURATION|[|/\\_(=>*-]|latency:|started at|ended at|WARNING|\w+ latency trace|captured on|header|data (?:offset|size)|feat|host|os release|perf version|arch\b|nrcpus|cpudesc|cpuid|total memory|cmdline|event :|sibling|missing|pmu|cache|clock|time of|sample duration|node\d|REL|ABS)/;

export const isKnownHeading = (text: string): boolean => KNOWN.test(text);

/** `# entries-in-buffer/entries-written: 75/75   #P:2`: how many events are gone because the buffer was full. */
export function missingOf(heading: string): number {
  const m = /^# entries-in-buffer\/entries-written: (\d{1,15})\/(\d{1,15})/.exec(heading);
  return m === null ? 0 : Math.max(0, Number(m[2]) - Number(m[1]));
}

/** Events that were lost here; `cpu` and `count` null where they are not said. */
export interface Lost {
  readonly cpu: number | null;
  readonly count: number | null;
}

export function lostEvents(text: string): Lost | null {
  const m = /^\s*CPU:\s?(\d{1,5}) \[(?:LOST (\d{1,15}) EVENTS|(\d{1,15})? ?EVENTS DROPPED)\]/.exec(text);
  if (m !== null) {
    const count = m[2] ?? m[3];
    return { cpu: Number(m[1]), count: count === undefined ? null : Number(count) };
  }
  const perf = /PERF_RECORD_LOST(?:_SAMPLES)?:?(?: lost)?:? +(\d{1,15})/.exec(text);
  return perf === null ? null : { cpu: null, count: Number(perf[1]) };
}

/** A prompt behind which nothing was typed, what script(1) writes around a session, and what is typed to end a program. */
const SESSION =
  /^(?:[\w.-]{1,40}@[\w.-]{1,60}[: ][^#$%>]{0,120}[#$%]|\[[\w.-]{1,40}@[\w.-]{1,60} [^\]]{1,80}\][#$]|(?:ba|da)?sh-[\d.]{1,8}[#$]|(?:[~/][^ #$]{0,80} ?)?[#$]|Script (?:started|done)\b.*|\^[CZ\\])\s*$/;
/** What perf script -D and perf report -D print of a record beside its text. */
const PERF_DUMP = /^\s*(?:\.{3,8} \S.*|\.(?:$|[ .].*)|\d{1,6} \d{1,20} 0x[0-9a-f]{1,16} \[0x[0-9a-f]{1,8}\]: .*)$/;

/** What trace-cmd, tail, perf and bpftrace print around the events, and the frame of a dump of the buffer. */
export const isFrameLine = (text: string): boolean =>
  SESSION.test(text) ||
  PERF_DUMP.test(text) ||
  /^(?:cpus=\d+|version = \d+|trace-cmd: .*|CPU \d+ is empty|CPU:\s?\d+ \[.*\]|\s*##### CPU \d+ buffer started ####|==> .* <==|\s*Dumping ftrace buffer:|\s*-{20,}|\s*\(ftrace buffer empty\)|Attaching \d+ probes?\.\.\.|Attached \d+ probes?|Hit Ctrl\^C to stop recording|CPU ?\d+ data recorded at offset=.*|\s+\d+ bytes in size.*|[\w./-]{1,200}\.dat:?|\s*\d{1,5}\)\s+-+|\s*-{4,}[ -]*)$/.test(
    text,
  ) ||
  /^\s*(?:\S.{0,40}?\s+)?(?:\[\d+\]\s+)?(?:\d+\.\d+:\s+)?PERF_RECORD_\w+/.test(text);

/** What a line holds that was meant to be an event: damage, and no text of another program. */
export const EVENT_LIKE = /\bsmc_(?:in|out):|\b[ar][0-7]=0x|__probe_(?:ip|func)/;

/** Rules, brackets, the count of a list: nothing that could be a word of a register. */
export const isOrnament = (text: string): boolean => !/[a-z]|\d{4}/i.test(text);

/** A line of the function tracer, with the option `func-args` (Linux 6.15) with what the function was given, what ftrace prints for an event whose format it does not have, and a system call (kernel/trace/trace_syscalls.c). */
export const FUNCTION =
  /^(?:[\w.$]{1,200}(?:\+0x[0-9a-f/x]{1,24})?(?: \[[\w-]{1,64}\])?(?:(?:\(.{0,600}\))? <-.{1,200})?|UNKNOWN TYPE \d{1,6})$|^sys_\w{1,64}(?:\(.*\)| -> .*)$/;
