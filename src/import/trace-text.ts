import { RecordingBuilder } from './builder.ts';
import type { Place } from './context-place.ts';
import { DebuggerRegisters } from './debugger-registers.ts';
import { readEventLine } from './event-line.ts';
import { EventRows } from './event-rows.ts';
import { readEvent } from './event-shapes.ts';
import { FirmwareFrames } from './firmware-frames.ts';
import { type FirmwareFrame, firmwareFrames, isCutFrame } from './firmware-registers.ts';
import { type EventLine, parseEventLine } from './ftrace-line.ts';
import { isGraphLine, taskSwitch } from './graph-line.ts';
import type { Head, LineReader } from './importer.ts';
import {
  EVENT_LIKE,
  FUNCTION,
  isFrameLine,
  isHeading,
  isKnownHeading,
  isOrnament,
  lostEvents,
  missingOf,
} from './other-lines.ts';
import { stackLine } from './plumbing.ts';
import type { QuickHead } from './quick-head.ts';
import { QuickTrace } from './quick-trace.ts';
import type { Recording } from './recording.ts';
import { RegisterDump } from './register-dump.ts';
import { StackLines } from './stack-lines.ts';
import { ConsoleReader, type Given } from './text/console-line.ts';
import { peel } from './text/prefix.ts';
import { spliced } from './text/splice.ts';
import type { Stamp } from './text/stamp.ts';
import { areDistances, TextClock } from './text/text-clock.ts';
import { tidied } from './text/tidied.ts';

/** Lines of ftrace and lines of a console, also both in one file: what a serial line shows of `cat trace`. */
export class TraceTextReader implements LineReader {
  readonly #builder = new RecordingBuilder();
  readonly #events = new EventRows(this.#builder, (text, number, why) => this.#damaged(text, number, why));
  readonly #frames = new FirmwareFrames(this.#builder);
  readonly #clock = new TextClock();
  readonly #console = new ConsoleReader();
  readonly #dump = new RegisterDump();
  readonly #stopped = new DebuggerRegisters();
  readonly #stack = new StackLines((stack, number) => this.#events.stack(stack, number));
  readonly byBytes = new QuickTrace(this.#builder, this.#events, this.#stack, {
    event: (place, head, number, bytes, at, to) => this.#quickly(place, head, number, bytes, at, to),
  });
  #isTrace = false;
  /** Who runs on each CPU, where the graph tracer says it in lines of their own. */
  readonly #running = new Map<number, string>();
  /** A line that a message of the kernel cut in two: the next line may be its end. */
  #held: { readonly text: string; readonly number: number } | null = null;
  /** A line is tried without the message that stands in it; has that worked? */
  #mending = false;
  #mended = false;

  constructor(head: Head = []) {
    this.#builder.where(0, 'console', 'process');
    const events = head.flatMap((line) => (/^#|^\s*$/.test(line) ? [] : (readEventLine(line) ?? [])));
    this.#clock.deltas = areDistances(events);
    this.#events.survey(events);
  }

  rows(): number {
    return this.#builder.columns.length;
  }

  notUnderstood(): number {
    return this.#builder.report.notUnderstood;
  }

  line(text: string, number: number, cut: boolean): void {
    if (this.#stack.plain(text)) return;
    if (cut) this.#builder.report.remark(number, text, 'The line is very long and was cut.');
    if (text.includes('\u001b') || !this.#plain(text, number)) this.#odd(tidied(text), number);
  }

  /** A message of a log that has its fields by name: a journal in JSON, dmesg --json. */
  logged(message: string, given: Given, number: number): void {
    for (const line of message.split('\n')) {
      const text = tidied(line);
      if (text.trim() !== '' && !this.#known(text, text, given.stamp, number)) this.#say(text, given, true, number);
    }
  }

  /** A piece of the file that holds no message. */
  broken(number: number, text: string, why: string): void {
    this.#builder.report.broken(number, text, why);
  }

  soFar(lines: number): Recording {
    this.#builder.report.lines = lines;
    return this.#builder.soFar(...this.#format());
  }

  finish(lines: number): Recording {
    this.#stack.end();
    this.#dropHeld();
    this.#frames.finish();
    this.#builder.report.lines = lines;
    return this.#builder.finish(...this.#format());
  }

  #format(): ['ftrace text' | 'console text', boolean] {
    return [this.#isTrace ? 'ftrace text' : 'console text', this.#clock.runs];
  }

  /** The shapes of `cat trace`; false for another line. */
  #plain(text: string, number: number): boolean {
    if (text.charCodeAt(0) === 0x23 && isHeading(text)) {
      this.#comment(text);
      return true;
    }
    const e = parseEventLine(text);
    if (e === null || (e.event === '' && !FUNCTION.test(e.body))) return false;
    this.#event(e, text, number);
    return true;
  }

  /** Shapes that are rare, and what is not understood. */
  #odd(text: string, number: number): void {
    if (text.trim() === '') return;
    // /dev/kmsg writes a line end inside a message so.
    if (text.includes('\\x0a')) {
      for (const part of text.split('\\x0a')) if (part.trim() !== '') this.#odd(part, number);
      return;
    }
    const { rest, ...given } = peel(text);
    if (this.#known(text, rest, given.stamp, number)) return;
    const held = this.#held;
    this.#held = null;
    if (held !== null && this.#joined(held.text + text, held.number)) return;
    this.#held = held;
    this.#dropHeld();
    const cut = spliced(text);
    if (cut !== null) {
      const before = cut.before.trimEnd();
      const begun = peel(before).rest;
      if (isCutFrame(begun) && firmwareFrames(begun).length === 0) {
        this.#odd(cut.message, number);
        this.#held = { text: cut.before, number };
        return;
      }
      if (before !== '') this.#odd(before, number);
      this.#odd(cut.message, number);
    } else this.#say(rest, given, rest !== text, number, text);
  }

  /** The two pieces of a line that a message had cut in two; false where they make no line that is known. */
  #joined(text: string, number: number): boolean {
    const e = readEvent(text);
    if (e !== null) {
      this.#event(e, text, number);
      return true;
    }
    const { rest, stamp } = peel(text);
    return this.#firmware(firmwareFrames(rest), stamp, text, number);
  }

  /** Frames that a firmware printed in a line; false for none. */
  #firmware(frames: readonly FirmwareFrame[], stamp: Stamp | null, text: string, number: number): boolean {
    if (frames.length > 0) this.#stamp(stamp, text, number);
    for (const frame of frames) this.#frames.use(frame);
    return frames.length > 0;
  }

  /** An event, a heading, a line of a stack, registers: whatever has a form of its own. `rest` is the line without its prefix. */
  #known(text: string, rest: string, stamp: Stamp | null, number: number): boolean {
    if (rest.charCodeAt(0) === 0x23 && isHeading(rest)) {
      this.#comment(rest);
      return true;
    }
    const e = readEvent(text) ?? (rest === text ? null : readEvent(rest));
    if (e !== null && (e.event !== '' || FUNCTION.test(e.body))) {
      this.#event(e, text, number, stamp);
      return true;
    }
    const lost = lostEvents(rest);
    if (lost !== null) this.#builder.lost(lost.cpu, lost.count);
    if (lost !== null || isFrameLine(rest) || this.#stack.other(text, rest, this.#isTrace)) return true;
    const runs = this.#isTrace ? taskSwitch(rest) : null;
    if (runs !== null) {
      this.#running.set(runs.cpu, runs.task);
      return true;
    }
    if (this.#isTrace && isGraphLine(rest)) {
      this.#builder.report.skip('function');
      return true;
    }
    const stopped = this.#stopped.line(rest);
    if (stopped !== null) {
      if (stopped === true) this.#builder.report.skip('register');
      else this.#frames.use(stopped);
      return true;
    }
    // A line that was meant to be an event is no line of a firmware, even where it holds eight registers.
    return !/\bsmc_(?:in|out):|: \(\S/.test(rest) && this.#firmware(firmwareFrames(rest), stamp, text, number);
  }

  #comment(text: string): void {
    // Another trace behind the first, as `cat a b` gives it: its clock has nothing to do with the one before.
    if (text.startsWith('# tracer:')) {
      this.#stack.end();
      this.#clock.another();
      this.#isTrace = true;
    }
    const missing = missingOf(text);
    if (missing > 0) this.#builder.lost(null, missing);
    if (!isKnownHeading(text)) this.#builder.report.skip('comment');
  }

  #event(e: EventLine, text: string, number: number, stamp: Stamp | null = null): void {
    this.#isTrace = true;
    this.#dropHeld();
    // A kernel message on the same console may stand inside a stack; only the next event ends it.
    this.#stack.end();
    if (e.timed) this.#time(e.seconds, e.nanoseconds, text, number);
    else this.#stamp(stamp, text, number);
    this.#builder.where(e.cpu, e.task === '' ? (this.#running.get(e.cpu) ?? 'trace') : e.task, e.kind);
    if (this.#stack.begins(e, number)) return;
    if (e.event === '') this.#builder.report.skip('function');
    else this.#events.use(e, text, number);
  }

  /** Registers that cannot be read: a message of the kernel may stand in the middle of them. */
  #damaged(text: string, number: number, why: string): void {
    const cut = this.#mending ? null : spliced(text);
    if (cut === null) {
      if (!this.#mending) this.#builder.report.broken(number, text, why);
      this.#mended = false;
      return;
    }
    this.#mending = true;
    this.#mended = true;
    const e = readEvent(cut.before);
    if (e !== null) this.#events.use(e, cut.before, number);
    this.#mending = false;
    if (e === null || !this.#mended) this.#held = { text: cut.before, number };
    const held = this.#held;
    this.#held = null;
    this.#odd(cut.message, number);
    this.#held = held;
  }

  #dropHeld(): void {
    const held = this.#held;
    this.#held = null;
    if (held !== null)
      this.#builder.report.broken(held.number, held.text, 'A message of the kernel cut this line in two.');
  }

  /** An event that was known by its bytes. */
  #quickly(place: Place, head: QuickHead, number: number, bytes: Uint8Array, at: number, to: number): void {
    this.#isTrace = true;
    this.#dropHeld();
    this.#stack.end();
    const { seconds, nanoseconds } = head;
    if (this.#clock.isLater(seconds, nanoseconds)) this.#builder.time(this.#clock.now);
    else this.#time(seconds, nanoseconds, new TextDecoder().decode(bytes.subarray(at, to)), number);
    this.#builder.stand(place);
  }

  #time(seconds: number, nanoseconds: number, text: string, number: number): void {
    const is = this.#clock.event(seconds, nanoseconds);
    this.#builder.time(this.#clock.now);
    if (is === 'anew') this.#builder.log('user', 'info', 'Another trace begins here: its clock starts anew.');
    if (is === 'backwards') this.#builder.report.remark(number, text, 'Time runs backwards here.');
  }

  #stamp(stamp: Stamp | null, text: string, number: number): void {
    const reading = stamp === null ? null : this.#clock.stamp(stamp);
    if (reading === null) return;
    this.#builder.time(reading.at);
    if (reading.backwards) this.#builder.report.remark(number, text, 'Time runs backwards here.');
  }

  /** What a program said; `text` is the whole line. */
  #say(message: string, given: Given, logged: boolean, number: number, text = message): void {
    const { report } = this.#builder;
    const row =
      isCutFrame(message) || EVENT_LIKE.test(message) ? null : this.#console.said(message, given, logged, text);
    if (row === null) {
      if (stackLine(text) !== null) report.broken(number, text, 'A line of a stack without its beginning.');
      else if (isCutFrame(message)) report.broken(number, text, 'A list of registers that is not whole.');
      else if (isOrnament(text)) report.skip('other text');
      else if (this.#isTrace || EVENT_LIKE.test(text) || !/[a-z]/i.test(text))
        report.broken(number, text, 'This is no line of a trace or of a console that is known here.');
      else report.skip('other text');
      return;
    }
    this.#stamp(row.stamp, text, number);
    const dumped = this.#dump.line(message);
    if (dumped !== null) this.#frames.use(dumped);
    if (row.who === null) report.skip(`${row.from} message`);
    else {
      this.#builder.where(0, 'console', 'process');
      this.#builder.log(row.who, row.level, row.text);
    }
  }
}
