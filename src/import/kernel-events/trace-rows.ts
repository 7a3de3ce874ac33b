import { RecordingBuilder } from '../builder.ts';
import { EventRows } from '../event-rows.ts';
import { contextOf } from '../ftrace-line.ts';
import type { Format, Recording } from '../recording.ts';
import { RecordRows } from './record-rows.ts';
import type { RecordView } from './record-view.ts';
import { PORTION } from './session.ts';
import type { TracingData } from './tracing-data.ts';

/** An interrupt, or one that cannot be masked (Linux include/linux/trace_events.h, TRACE_FLAG_HARDIRQ and _NMI). */
const IN_INTERRUPT = 0x08 | 0x40;

/** What is in the first part of a file says how the rest will be. */
const ENOUGH_TO_GUESS = 0.05;

/** Makes rows of the records of a trace in the order of their time: CPU, task and time, then what the event is. */
export class TraceRows {
  readonly builder = new RecordingBuilder();
  readonly #format: Format;
  readonly #records: RecordRows;
  readonly #littleEndian: boolean;
  readonly #common: { readonly type: number; readonly flags: number; readonly pid: number };
  /** Time of row 0 on the clock of the records; null before the first. */
  #start: number | null = null;
  #now = 0;
  timed = true;
  count = 0;

  constructor(format: Format, data: TracingData, littleEndian: boolean) {
    this.builder.report.unit = 'record';
    this.#format = format;
    this.#littleEndian = littleEndian;
    this.#records = new RecordRows(data, new EventRows(this.builder), this.builder);
    const fields = data.formats.values().next().value?.fields;
    this.#common = {
      type: fields?.get('common_type')?.offset ?? 0,
      flags: fields?.get('common_flags')?.offset ?? 2,
      pid: fields?.get('common_pid')?.offset ?? 4,
    };
    this.builder.where(0, 'trace', 'process');
  }

  /** The task that the record itself names. */
  pidOf({ view, at, length }: RecordView): number {
    const { pid } = this.#common;
    return pid + 4 <= length ? view.getInt32(at + pid, this.#littleEndian) : -1;
  }

  /** A stack that was recorded with the record before, innermost first. */
  stack(addresses: readonly bigint[]): void {
    this.#records.stack(addresses, this.count);
  }

  /** One record; `time` in nanoseconds of any clock, `task` as `comm-pid`. */
  add(r: RecordView, cpu: number, task: string, time: number): void {
    this.count++;
    this.place(r, cpu, task, time);
    const { type } = this.#common;
    if (type + 2 > r.length) return;
    this.#records.record(r.view.getUint16(r.at + type, this.#littleEndian), r, this.count);
  }

  /** Only its time and place: for what is said before it. */
  place(r: RecordView, cpu: number, task: string, time: number): void {
    this.#start ??= time - this.#now;
    const at = this.timed ? time - this.#start : 0;
    if (this.builder.time(at)) this.#now = at;
    else this.builder.report.remark(this.count, '', 'Time runs backwards here.');
    const { flags } = this.#common;
    const inInterrupt = flags < r.length && (r.view.getUint8(r.at + flags) & IN_INTERRUPT) !== 0;
    this.builder.where(cpu, task, inInterrupt ? 'hardirq' : contextOf(undefined, task));
  }

  /** What follows has another clock: it goes on where this one ends. */
  anotherClock(): void {
    if (this.#start === null) return;
    this.#start = null;
    this.builder.log('user', 'info', 'Another trace begins here: its clock starts anew.');
  }

  /** `share` of the file is read, 0..1. */
  expect(share: number): void {
    if (share >= ENOUGH_TO_GUESS) this.builder.columns.expect(PORTION, 1 / share);
  }

  soFar(): Recording {
    this.builder.report.lines = this.count;
    return this.builder.soFar(this.#format, this.timed);
  }

  finish(): Recording {
    this.builder.report.lines = this.count;
    return this.builder.finish(this.#format, this.timed);
  }
}
