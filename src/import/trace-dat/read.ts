import { fail, ok, type Result } from '../../base/result.ts';
import { Damage, type FileBytes } from '../kernel-events/file-bytes.ts';
import { PORTION, type Session } from '../kernel-events/session.ts';
import { TraceRows } from '../kernel-events/trace-rows.ts';
import { noTracingData } from '../kernel-events/tracing-data.ts';
import { readTracingHead, type TracingHead } from '../kernel-events/tracing-head.ts';
import type { Recording } from '../recording.ts';
import { type Clock, clockOfBuffer } from './clock.ts';
import type { Contents, TraceBuffer } from './contents.ts';
import { CpuStream, isPageSize } from './cpu-stream.ts';
import { Doubles } from './doubles.ts';
import { SectionReader } from './sections.ts';
import { type Unpack, unpackerOf } from './unpack.ts';
import { readVersion6 } from './version6.ts';

/** What a person types where this program cannot read the file. */
const REMEDY = 'Run `trace-cmd report FILE > trace.txt` and open trace.txt.';

/** The head and the names of the compression are in so many bytes. */
const HEAD_BYTES = 65_536;

/** Reads the file of `trace-cmd record`. Fails only where nothing can be read of it. */
export async function readTraceDat(file: FileBytes, session: Session): Promise<Result<Recording>> {
  const contents: Contents = {
    ...{ data: noTracingData(), buffers: [], hasText: false, clock: '', ticks: null, shift: null, damage: [] },
  };
  try {
    await file.load(0, HEAD_BYTES);
    const header = readTracingHead(file, 0);
    const version = Number.parseInt(header.version, 10);
    if (version !== 6 && version !== 7)
      return fail(`This trace.dat has version ${header.version}; versions 6 and 7 are read.`, '', REMEDY);
    let unpack: Unpack = async (packed) => packed;
    const begin = header.rest.at;
    if (version === 6)
      await file.reading(() => {
        header.rest.at = begin;
        contents.buffers.length = 0;
        readVersion6(header, contents);
      });
    else {
      const name = header.rest.text();
      header.rest.text();
      const known = await unpackerOf(name);
      if (known === null)
        return fail(`This trace.dat is packed with ${name}; none, zlib and zstd are read.`, '', REMEDY);
      unpack = known;
      await new SectionReader(file, header.rest, header.pageSize, unpack, contents).read();
    }
    if (contents.hasText && contents.buffers.length === 0)
      return fail('This trace.dat holds the text of a latency tracer and no events.', '', REMEDY);
    return await readRecords(file, header, contents, unpack, session);
  } catch (e) {
    if (!(e instanceof Damage)) throw e;
    return fail(`This trace.dat is damaged: ${e.message}.`, '', REMEDY);
  }
}

async function readRecords(
  file: FileBytes,
  { littleEndian }: TracingHead,
  contents: Contents,
  unpack: Unpack,
  session: Session,
): Promise<Result<Recording>> {
  const { data, damage } = contents;
  const rows = new TraceRows('trace.dat', data, littleEndian);
  const { report } = rows.builder;
  if (session.trouble !== null)
    report.broken(0, 'trace.dat', `The file cannot be read to its end: ${session.trouble}.`);
  for (const what of damage) report.broken(0, 'trace.dat', `${what[0]?.toUpperCase()}${what.slice(1)}.`);
  const source = {
    ...{ file, littleEndian, layout: data.page, unpack },
    onDamage: (where: string, why: string) => report.broken(0, where, why),
  };
  const buffers = contents.buffers.filter((b) => isPageSize(b.pageSize));
  const streams = buffers.flatMap((b) => b.cpus.map((part) => new CpuStream(source, b, part)));
  const reading = new RecordReading(rows, streams, contents, session);
  const clockName = (b: TraceBuffer): string => b.clock || contents.clock;
  for (const name of new Set(buffers.map(clockName))) {
    const word = await reading.group(
      streams.filter((s) => clockName(s.buffer) === name),
      name,
    );
    if (word === 'cancelled') return fail('The reading was cancelled.', '', 'Open the file again.');
    if (word === 'enough') break;
  }
  if (rows.count === 0 && damage.length > 0) return fail(`This trace.dat is damaged: ${damage[0]}.`, '', REMEDY);
  return ok(rows.finish());
}

/** Merges the streams of the CPUs by time. */
class RecordReading {
  readonly #rows: TraceRows;
  readonly #all: readonly CpuStream[];
  readonly #contents: Contents;
  readonly #session: Session;
  readonly #tasks = new Map<number, string>();
  readonly #doubles: Doubles | null;
  readonly #total: number;

  constructor(rows: TraceRows, all: readonly CpuStream[], contents: Contents, session: Session) {
    this.#rows = rows;
    this.#all = all;
    this.#total = all.reduce((sum, s) => sum + s.size, 0);
    this.#contents = contents;
    this.#session = session;
    this.#doubles = contents.buffers.length > 1 ? new Doubles() : null;
  }

  /** Buffers that share a clock. */
  async group(streams: readonly CpuStream[], clockName: string): Promise<'go' | 'enough' | 'cancelled'> {
    const begun: { readonly stream: CpuStream; readonly from: bigint }[] = [];
    for (const stream of streams) {
      const from = await stream.begin();
      if (from !== null) begun.push({ stream, from });
    }
    if (begun.length === 0) return 'go';
    const base = begun.reduce((least, { from }) => (from < least ? from : least), (begun[0] as { from: bigint }).from);
    const clock = clockOfBuffer(clockName, this.#contents, base);
    if (this.#rows.count > 0) this.#rows.anotherClock();
    else this.#rows.timed = clock.timed;
    const open: CpuStream[] = [];
    for (const { stream } of begun) {
      stream.base(base);
      if (stream.next() || (await stream.more())) open.push(timed(stream, clock));
    }
    return this.#merge(open, clock);
  }

  async #merge(open: CpuStream[], clock: Clock): Promise<'go' | 'enough' | 'cancelled'> {
    let left = PORTION;
    while (open.length > 0) {
      const first = leastOf(open, null);
      const second = leastOf(open, first);
      const until = second === null ? Number.POSITIVE_INFINITY : second.time;
      do {
        this.#record(first as CpuStream);
        if (--left === 0) {
          left = PORTION;
          const word = await this.#tell();
          if (word !== 'go') return word;
        }
        const stream = first as CpuStream;
        if (!stream.next() && !(await stream.more())) {
          open.splice(open.indexOf(stream), 1);
          break;
        }
        timed(stream, clock);
      } while ((first as CpuStream).time < until);
    }
    return this.#tell();
  }

  #tell(): Promise<'go' | 'enough' | 'cancelled'> {
    const { builder, count } = this.#rows;
    const share = this.#all.reduce((sum, s) => sum + s.used, 0) / Math.max(1, this.#total);
    this.#rows.expect(share);
    return this.#session.portion(
      { share, records: count, rows: builder.columns.length, notUnderstood: builder.report.notUnderstood },
      () => this.#rows.soFar(),
    );
  }

  #record(stream: CpuStream): void {
    const { page, cpu, time } = stream;
    const task = this.#taskOf(this.#rows.pidOf(page));
    if (page.lost !== 0) {
      this.#rows.place(page, cpu, task, time);
      this.#rows.builder.lost(cpu, page.lost);
      page.lost = 0;
    }
    if (this.#doubles !== null) {
      const bytes = page.bytes.slice(page.at, page.at + page.length);
      if (this.#doubles.isDouble(stream.buffer, cpu, time, bytes)) {
        this.#rows.builder.report.skip('event that another instance recorded too');
        return;
      }
    }
    this.#rows.add(page, cpu, task, time);
  }

  #taskOf(pid: number): string {
    let task = this.#tasks.get(pid);
    if (task === undefined) {
      task = pid === 0 ? '<idle>-0' : `${this.#contents.data.comms.get(pid) ?? '<...>'}-${pid}`;
      this.#tasks.set(pid, task);
    }
    return task;
  }
}

function timed(stream: CpuStream, clock: Clock): CpuStream {
  stream.time = clock.ns(stream.page.ticks, stream.cpu);
  return stream;
}

/** The stream whose record is the earliest, but for `other`; the first of those that are equal. */
function leastOf(streams: readonly CpuStream[], other: CpuStream | null): CpuStream | null {
  let least: CpuStream | null = null;
  for (const s of streams) if (s !== other && (least === null || s.time < least.time)) least = s;
  return least;
}
