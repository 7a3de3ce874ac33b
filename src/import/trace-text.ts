import { argOf } from './args.ts';
import { type FunctionName, RecordingBuilder } from './builder.ts';
import { consoleRow } from './console-line.ts';
import { readEvent, readLoggedEvent, tidied } from './event-shapes.ts';
import { type EventLine, parseEventLine, withoutPrefix } from './ftrace-line.ts';
import type { Importer, LineReader } from './importer.ts';
import { own } from './intern.ts';
import { laneOfFunction } from './lanes.ts';
import { isConduit, perfStackLine, stackLine, withoutCopy, withoutPlumbing } from './plumbing.ts';
import { type ProbeBody, parseProbeBody, readInOrder, readRegisters } from './probe-body.ts';
import type { Recording } from './recording.ts';
import { FRAME_HALVES } from './words.ts';

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
  readonly #halves = new Uint32Array(FRAME_HALVES);
  /** Seconds and nanoseconds of the trace's clock at row time 0; null before the first event. */
  #start: { readonly seconds: number; readonly nanoseconds: number } | null = null;
  /** Seconds of the console's clock at row time 0; null before its first time. */
  #consoleStart: number | null = null;
  #now = 0;
  /** Lines of the stack trace that is being read, innermost first; null outside one. */
  #stack: string[] | null = null;
  #stackAtLine = 0;
  #shortFrames = false;
  /** A second heading was read, and no event since. */
  #rebase = false;
  readonly #names = new Map<string, FunctionName>();

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
    } else this.#use(e, text, number);
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

  #use(e: EventLine, text: string, number: number): void {
    const isMarker = /^(tracing_mark_write|print|bprint|bputs)$/.test(e.event);
    const probe = isMarker ? null : parseProbeBody(e.body);
    if (probe !== null) this.#probe(e.event, probe, text, number);
    else if (e.event === 'irq_handler_entry')
      this.#builder.irq(argOf(e.body, 'name') ?? `irq ${argOf(e.body, 'irq') ?? '?'}`);
    else if (/^(print|bprint|bputs)$/.test(e.event)) {
      const m = /^([\w.]+): ?(.*)$/.exec(e.body);
      this.#text(m?.[1] ?? 'print', m?.[2] ?? e.body);
    } else if (isMarker || !isTracepoint(e.body)) this.#text(e.event, e.body);
    else this.#builder.report.skip(e.event);
  }

  #probe(event: string, probe: ProbeBody, text: string, number: number): void {
    const { args } = probe;
    const module = probe.fn?.module ?? null;
    const caller = probe.caller?.fn ?? null;
    if (args.startsWith('a0=') && args.includes(' a1='))
      this.#call(readRegisters(args, 'a', this.#halves), module, text, number);
    else if (args.startsWith('r0=') && args.includes(' r1='))
      this.#reply(readRegisters(args, 'r', this.#halves), caller, text, number);
    else if (probe.fn !== null && isConduit(probe.fn.fn) && readInOrder(args, this.#halves) >= 4) {
      const count = readInOrder(args, this.#halves);
      if (probe.returns) this.#reply(count, caller, text, number);
      else this.#call(count, module, text, number);
    } else {
      const fn = this.#named(event.replace(/^(fn|ret)_/, ''), probe.fn);
      if (probe.returns) this.#builder.exit(fn, probe.caller, args);
      else
        this.#builder.enter(probe.offset === 0 ? fn : { ...fn, fn: `${fn.fn}+0x${probe.offset.toString(16)}` }, args);
    }
  }

  /** Symbols of a module that has gone are printed as addresses: then the function has the name that its probe showed before. */
  #named(probe: string, printed: FunctionName | null): FunctionName {
    const known = printed ?? this.#names.get(probe) ?? { fn: probe, module: null };
    const fn = { fn: withoutCopy(known.fn), module: known.module };
    if (printed !== null && this.#names.size < 1000 && !this.#names.has(probe))
      this.#names.set(own(probe), { fn: own(fn.fn), module: fn.module === null ? null : own(fn.module) });
    return fn;
  }

  #call(count: number, module: string | null, text: string, number: number): void {
    if (!this.#registers(count, text, number)) return;
    const known = module === null ? 'arm_ffa' : laneOfFunction('', module);
    this.#builder.call(this.#halves, known === 'other' ? 'other' : 'arm_ffa');
  }

  #reply(count: number, caller: string | null, text: string, number: number): void {
    if (this.#registers(count, text, number)) this.#builder.reply(this.#halves, caller);
  }

  /** Are there registers in this line? `count`: how many were read, -1 where one of them is no word. */
  #registers(count: number, text: string, number: number): boolean {
    if (count < 0) this.#builder.report.broken(number, text, 'A register is not a word of at most 64 bits.');
    else if (count < 8 && !this.#shortFrames) {
      this.#shortFrames = true;
      this.#builder.report.remark(number, text, `The probe shows ${count} registers; the others are taken to be 0.`);
    }
    return count > 0;
  }

  /** A marker is a person's or a program's; trace_printk names the function that printed it. */
  #text(from: string, body: string): void {
    const m = /^([\w.]+)(?:\+0x[0-9a-f]+(?:\/0x[0-9a-f]+)?)?(?: \[([\w-]+)\])?$/.exec(from);
    const who = from === 'tracing_mark_write' ? 'user' : laneOfFunction(m?.[1] ?? from, m?.[2] ?? moduleOf(body));
    this.#builder.log(who, 'info', body);
  }

  #endStack(): void {
    if (this.#stack === null) return;
    if (!this.#builder.stack(withoutPlumbing(this.#stack)))
      this.#builder.report.remark(this.#stackAtLine, '<stack trace>', 'This stack belongs to no call that is open.');
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

/** A module that writes its name before its lines, `ffa_grab: …`, as modules do with pr_fmt. */
const moduleOf = (body: string): string | null => /^(ffa_grab|optee|arm_ffa): /.exec(body)?.[1] ?? null;

/** Tracepoints print `name=value` at once; trace_printk prints a sentence. `a <-b` is a line of the function tracer. */
const isTracepoint = (body: string): boolean => /^[\w()[\]-]{1,40}=/.test(body) || body === '' || / <-\S+$/.test(body);
