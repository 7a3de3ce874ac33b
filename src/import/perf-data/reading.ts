import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { type ByteSource, Damage } from '../kernel-events/file-bytes.ts';
import { PORTION, type Session, type Word } from '../kernel-events/session.ts';
import { TraceRows } from '../kernel-events/trace-rows.ts';
import type { TracingData } from '../kernel-events/tracing-data.ts';
import type { Recording } from '../recording.ts';
import { type Attr, readAttr, SAMPLE } from './attr.ts';
import type { PerfHeader } from './header.ts';
import { readSample, type Sample } from './sample.ts';
import { type PerfRecord, RECORD } from './stream.ts';
import { Tasks } from './tasks.ts';
import { readPerfTracingData } from './tracing-data.ts';

/** What waits until its time has come: buffers of several CPUs are in the file one behind the other. */
interface Waiting {
  readonly time: number;
  readonly run: () => void;
}

/** Puts the records of perf into the order of their time and makes rows of them. */
export class PerfReading {
  readonly #littleEndian: boolean;
  readonly #session: Session;
  readonly #attrs: Attr[];
  readonly #tasks = new Tasks();
  #rows: TraceRows | null = null;
  #hasNames = false;
  #waiting: Waiting[] = [];
  /** The first time of the file: others count from it. */
  #base: bigint | null = null;
  /** The latest time that was met, and what it was when the round before ended: nothing earlier can come any more. */
  #latest = Number.NEGATIVE_INFINITY;
  #safe = Number.NEGATIVE_INFINITY;
  readonly #damage: string[] = [];
  #used = 0;
  #portion = PORTION;

  readonly #from: number;
  readonly #end: number;

  constructor({ littleEndian, attrs, from, end }: PerfHeader, session: Session) {
    this.#from = from;
    this.#end = end;
    this.#littleEndian = littleEndian;
    this.#attrs = [...attrs];
    this.#session = session;
    if (session.trouble !== null) this.#damage.push(`The file cannot be read to its end: ${session.trouble}.`);
  }

  /** The formats of the events are known. */
  begin(data: TracingData): void {
    this.#rows = new TraceRows('perf.data', data, this.#littleEndian);
    this.#hasNames = data.symbols.isKnown;
    this.#rows.timed = this.#attrs.every((a) => (a.sampleType & SAMPLE.TIME) !== 0);
    for (const why of this.#damage.splice(0)) this.broken(why);
  }

  broken(why: string): void {
    if (this.#rows === null) this.#damage.push(why);
    else this.#rows.builder.report.broken(0, 'perf.data', why);
  }

  async take(r: PerfRecord): Promise<Word> {
    this.#used = r.until;
    try {
      this.#one(r);
    } catch (e) {
      if (!(e instanceof Damage)) throw e;
      this.broken(`A record at byte ${r.at} cannot be read: ${e.message}.`);
    }
    if (r.type !== RECORD.FINISHED_ROUND) return 'go';
    const word = await this.#flush(this.#safe);
    this.#safe = this.#latest;
    return word;
  }

  /** The recording; null where no formats were met. `whole`: make rows of what still waits. */
  async finish(whole: boolean): Promise<Recording | null> {
    if (whole) await this.#flush(Number.POSITIVE_INFINITY);
    return this.#rows?.finish() ?? null;
  }

  #one({ type, source, at, size }: PerfRecord): void {
    const c = new ByteCursor(source, at + 8, this.#littleEndian);
    const end = at + size;
    if (type === RECORD.SAMPLE) this.#sample(source, at + 8, end);
    else if (type === RECORD.COMM) this.#comm(c, end);
    else if (type === RECORD.FORK) this.#fork(c);
    else if (type === RECORD.LOST || type === RECORD.LOST_SAMPLES) this.#lost(c, type, end);
    else if (type === RECORD.HEADER_ATTR) {
      const bytes = new ByteCursor(source, at + 12, this.#littleEndian).u32();
      const ids = new ByteCursor(source, at + 8 + bytes, this.#littleEndian);
      const count = Math.max(0, Math.floor((end - ids.at) / 8));
      this.#attrs.push(
        readAttr(
          c,
          Math.min(bytes, size - 8),
          Array.from({ length: count }, () => ids.u64()),
        ),
      );
    } else if (type === RECORD.TRACING_DATA) this.begin(readPerfTracingData(source, end));
  }

  #sample(source: ByteSource, at: number, end: number): void {
    const attr = this.#attrs[0];
    if (attr === undefined) throw new Damage('no event is described before it');
    const s = readSample(source, at, this.#littleEndian, this.#attrOf(source, at) ?? attr);
    if (s.rawSize === 0) {
      this.#rows?.builder.report.skip('sample without a tracepoint');
      return;
    }
    if (s.rawAt + s.rawSize > end) throw new Damage('its data are longer than the record');
    this.#later(s.time, () => this.#add(source, s));
  }

  /** Events may differ in what their samples hold; all of them begin with who they are, then. */
  #attrOf(source: ByteSource, at: number): Attr | null {
    const [first, ...others] = this.#attrs;
    if (first === undefined || others.every((a) => a.sampleType === first.sampleType)) return first ?? null;
    const id = new ByteCursor(source, at, this.#littleEndian).u64();
    return this.#attrs.find((a) => a.ids.includes(id)) ?? null;
  }

  #add(source: ByteSource, s: Sample): void {
    const rows = this.#rows;
    if (rows === null) return;
    const bytes = source.bytes(s.rawAt, s.rawSize);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const record = { view, bytes, at: 0, length: bytes.length, littleEndian: this.#littleEndian };
    rows.add(record, s.cpu, this.#tasks.nameOf(s.tid >= 0 ? s.tid : rows.pidOf(record)), this.#timeOf(s.time));
    if (s.stack.length === 0) return;
    if (this.#hasNames) rows.stack(s.stack);
    else rows.builder.report.skip('stack of addresses (the file holds no names of functions)');
  }

  #comm(c: ByteCursor, end: number): void {
    c.u32();
    const tid = c.u32() | 0;
    const name = c.text();
    this.#later(this.#idTime(c, end), () => this.#tasks.comm(tid, name));
  }

  #fork(c: ByteCursor): void {
    c.u64();
    const tid = c.u32() | 0;
    const parent = c.u32() | 0;
    this.#later(c.u64(), () => this.#tasks.fork(tid, parent));
  }

  #lost(c: ByteCursor, type: number, end: number): void {
    if (type === RECORD.LOST) c.u64();
    const count = c.size64();
    this.#later(this.#idTime(c, end), () => this.#rows?.builder.lost(null, count));
  }

  /** The time at the end of a record that is no sample; null where it has none. */
  #idTime(c: ByteCursor, end: number): bigint | null {
    const attr = this.#attrs[0];
    if (attr === undefined || !attr.hasIdAll || (attr.sampleType & SAMPLE.TIME) === 0) return null;
    const behind = [SAMPLE.ID, SAMPLE.STREAM_ID, SAMPLE.CPU, SAMPLE.IDENTIFIER];
    const at = end - 8 * (1 + behind.filter((bit) => (attr.sampleType & bit) !== 0).length);
    if (at < c.at) return null;
    return new ByteCursor(c.source, at, c.littleEndian).u64();
  }

  #timeOf(time: bigint | null): number {
    // What perf itself made up before the recording has no time.
    if (time === null || time === 0n) return Number.NEGATIVE_INFINITY;
    this.#base ??= time;
    return Number(time - this.#base);
  }

  #later(time: bigint | null, run: () => void): void {
    const at = this.#timeOf(time);
    if (at > this.#latest) this.#latest = at;
    this.#waiting.push({ time: at, run });
  }

  /** Makes rows of all that is not later than `until`. */
  async #flush(until: number): Promise<Word> {
    const due = this.#waiting.filter((w) => w.time <= until);
    if (due.length === 0) return 'go';
    this.#waiting = this.#waiting.filter((w) => w.time > until);
    due.sort((a, b) => (a.time === b.time ? 0 : a.time - b.time));
    for (const w of due) {
      w.run();
      if (--this.#portion > 0) continue;
      this.#portion = PORTION;
      const word = await this.#tell();
      if (word !== 'go') return word;
    }
    return this.#tell();
  }

  async #tell(): Promise<Word> {
    const rows = this.#rows;
    if (rows === null) return 'go';
    const share = Math.min(1, (this.#used - this.#from) / Math.max(1, this.#end - this.#from));
    rows.expect(share);
    const { columns, report } = rows.builder;
    const { notUnderstood } = report;
    const portion = { share, records: rows.count, rows: columns.length, notUnderstood };
    return this.#session.portion(portion, () => rows.soFar());
  }
}
