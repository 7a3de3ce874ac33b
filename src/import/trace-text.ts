import { RecordingBuilder } from './builder.ts';
import { consoleRow } from './console-line.ts';
import { EventRows } from './event-rows.ts';
import { readEvent, readLoggedEvent, tidied } from './event-shapes.ts';
import { type EventLine, parseEventLine, withoutPrefix } from './ftrace-line.ts';
import type { Importer, LineReader } from './importer.ts';
import { perfStackLine, stackLine } from './plumbing.ts';
import type { Recording } from './recording.ts';

/** ftrace text with the recipe's probes: `cat trace`, `trace_pipe` or `trace-cmd report`. */
export const ftraceImporter: Importer = {
  what: 'ftrace text (cat trace, trace_pipe, trace-cmd report)',
  open: (head) => (head.some(isTraceLine) ? new TraceTextReader() : null),
};

function isTraceLine(line: string): boolean {
  const text = tidied(line);
  return text.startsWith('# tracer:') || readEvent(text) !== null || readLoggedEvent(text) !== null;
}

/** dmesg, a Linux console, OP-TEE's or TF-A's console: no registers, but what they say of FF-A at its time. */
export const consoleImporter: Importer = {
  what: 'text of dmesg or of a console (Linux, OP-TEE, TF-A)',
  open: (head) => (head.some((line) => consoleRow(line) !== null) ? new TraceTextReader() : null),
};

/** Lines of ftrace and lines of a console, also both in one file: what a serial line shows of `cat trace`. */
class TraceTextReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #rows = new EventRows(this.#builder);
  /** Seconds and nanoseconds of the trace's clock at row time 0; null before the first event. */
  #start: { readonly seconds: number; readonly nanoseconds: number } | null = null;
  /** Seconds of the console's clock at row time 0; null before its first time. */
  #consoleStart: number | null = null;
  #now = 0;
  /** Lines of the stack trace that is being read, innermost first; null outside one. */
  #stack: string[] | null = null;
  #stackAtLine = 0;
  /** A second heading was read, and no event since. */
  #rebase = false;

  constructor() {
    this.#builder.where(0, 'console', 'process');
  }

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string, number: number, cut: boolean): void {
    if (this.#stack !== null) {
      const name = stackLine(text);
      if (name !== null) {
        if (this.#stack.length < 256) this.#stack.push(name);
        return;
      }
    }
    if (cut) this.#builder.report.remark(number, text, 'The line is very long and was cut.');
    if (text.includes('\u001b') || !this.#plain(text, number)) this.#odd(tidied(text), number);
  }

  /** The shapes of `cat trace`; false for another line. */
  #plain(text: string, number: number): boolean {
    if (isComment(text)) {
      this.#comment(text);
      return true;
    }
    const e = parseEventLine(text);
    if (e !== null) this.#event(e, text, number);
    return e !== null;
  }

  /** Shapes that are rare, and what is not understood. */
  #odd(text: string, number: number): void {
    const logged = withoutPrefix(text);
    if (isComment(logged)) {
      this.#comment(logged);
      return;
    }
    const e = readEvent(text) ?? readLoggedEvent(text);
    if (e !== null) this.#event(e, text, number);
    else if (!this.#inStack(text) && !this.#other(text, number)) {
      const why =
        stackLine(text) === null
          ? 'This is no line of a trace or of a console that is known here.'
          : 'A line of a stack without its beginning.';
      this.#builder.report.broken(number, text, why);
    }
  }

  /** A line of the open stack behind what a log put before it, or of one that perf prints below its event. */
  #inStack(text: string): boolean {
    const name = this.#stack === null ? null : (stackLine(text) ?? stackLine(withoutPrefix(text)));
    const perf = name ?? (this.#start === null ? null : perfStackLine(text));
    if (perf === null) return false;
    this.#stack ??= [];
    if (this.#stack.length < 256) this.#stack.push(perf);
    return true;
  }

  soFar(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#start !== null
      ? this.#builder.soFar('ftrace text', true)
      : this.#builder.soFar('console text', this.#consoleStart !== null);
  }

  finish(lines: number): Recording {
    this.#endStack();
    this.#builder.report.lines = lines;
    if (this.#start !== null) return this.#builder.finish('ftrace text', true);
    return this.#builder.finish('console text', this.#consoleStart !== null);
  }

  /** `# entries-in-buffer/entries-written: 75/75   #P:2`: fewer in the buffer than written means that the first are gone. */
  #comment(text: string): void {
    // Another trace behind the first, as `cat a b` gives it: its clock has nothing to do with the one before.
    if (text.startsWith('# tracer:') && this.#start !== null) {
      this.#endStack();
      this.#rebase = true;
    }
    const m = /^# entries-in-buffer\/entries-written: (\d{1,15})\/(\d{1,15})/.exec(text);
    const missing = m === null ? 0 : Number(m[2]) - Number(m[1]);
    if (missing > 0) this.#builder.lost(null, missing);
  }

  #event(e: EventLine, text: string, number: number): void {
    // A kernel message on the same console may stand inside a stack; only the next event ends it.
    this.#endStack();
    if (this.#rebase) this.#anotherTrace(e);
    this.#start ??= { seconds: e.seconds, nanoseconds: e.nanoseconds - this.#now };
    const at = (e.seconds - this.#start.seconds) * 1e9 + (e.nanoseconds - this.#start.nanoseconds);
    this.#time(at, text, number);
    this.#builder.where(e.cpu, e.task, e.kind);
    if (e.event === '<stack trace>' || (e.event === 'kernel_stack' && e.body.startsWith('<stack trace'))) {
      this.#stack = [];
      this.#stackAtLine = number;
    } else this.#rows.use(e.event, e.body, text, number);
  }

  /** The first event behind a second heading: where its clock is behind, it goes on from where the first trace ended. */
  #anotherTrace(e: EventLine): void {
    this.#rebase = false;
    const start = this.#start;
    if (start === null || (e.seconds - start.seconds) * 1e9 + (e.nanoseconds - start.nanoseconds) >= this.#now) return;
    this.#start = { seconds: e.seconds, nanoseconds: e.nanoseconds - this.#now };
    this.#builder.log('user', 'info', 'Another trace begins here: its clock starts anew.');
  }

  #time(at: number, text: string, number: number): void {
    if (this.#builder.time(at)) this.#now = at;
    else this.#builder.report.remark(number, text, 'Time runs backwards here.');
  }

  #endStack(): void {
    if (this.#stack === null) return;
    this.#rows.stack(this.#stack, this.#stackAtLine);
    this.#stack = null;
  }

  /** Lines around the events: lost events, headings of trace-cmd, a kernel message on the same console. */
  #other(text: string, number: number): boolean {
    const lost = /^\s*CPU:\s?(\d{1,5}) \[(?:LOST (\d{1,15}) EVENTS|(\d{1,15})? ?EVENTS DROPPED)\]/.exec(text);
    if (lost !== null) {
      const count = lost[2] ?? lost[3];
      this.#builder.lost(Number(lost[1]), count === undefined ? null : Number(count));
      return true;
    }
    if (
      /^(cpus=\d+|version = \d+|trace-cmd: .*|CPU \d+ is empty|CPU:\s?\d+ \[.*\]|\s*##### CPU \d+ buffer started ####|==> .* <==|\s*Dumping ftrace buffer:|\s*-{20,}|\s*\(ftrace buffer empty\))$/.test(
        text,
      )
    )
      return true;
    const row = consoleRow(text);
    if (row === null) return false;
    // The clock of a trace need not be that of the console: once there are events, only their times count.
    if (row.seconds !== null && this.#start === null) {
      this.#consoleStart ??= row.seconds;
      this.#time(Math.round((row.seconds - this.#consoleStart) * 1e9), text, number);
    }
    if (row.who === null) this.#builder.report.skip('kernel message');
    else this.#builder.log(row.who, row.level, row.text);
    return true;
  }
}

/** A heading, or an empty line. `###` begins what a script wrote. */
const isComment = (text: string): boolean => (text.startsWith('#') && !text.startsWith('###')) || text.trim() === '';
