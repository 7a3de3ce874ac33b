import { printkFormats } from './binary-print.ts';
import { type ByteCursor, textOf } from './byte-cursor.ts';
import { type EventFormat, parseEventFormat, parseField } from './event-format.ts';
import { Damage } from './file-bytes.ts';
import { Symbols } from './symbols.ts';

// What a kernel says about its own trace: trace.dat (trace-cmd.dat(5)) and the feature TRACING_DATA of perf.data
// (Linux tools/perf/util/trace-event-info.c) have the same parts in the same order.

/** How a page of the ring buffer begins, from `events/header_page`. */
export interface PageLayout {
  /** Position and size of the count of bytes that are used; its size is that of a long of this kernel. */
  readonly commitAt: number;
  readonly long: 4 | 8;
  readonly dataAt: number;
}

/** What is known of the machine that recorded. */
export interface TracingData {
  page: PageLayout;
  readonly formats: Map<number, EventFormat>;
  symbols: Symbols;
  printks: ReadonlyMap<bigint, string>;
  /** The names of tasks by their id. */
  comms: ReadonlyMap<number, string>;
}

export const noTracingData = (): TracingData => ({
  page: { commitAt: 8, long: 8, dataAt: 16 },
  formats: new Map(),
  symbols: new Symbols(new Uint8Array(0)),
  printks: new Map(),
  comms: new Map(),
});

/** More events than this are no kernel's. */
const MOST = 65_536;

export function readPageLayout(c: ByteCursor): PageLayout {
  c.expect('header_page');
  const text = textOf(c.take(c.size64()));
  c.expect('header_event');
  c.take(c.size64());
  const fields = text.split('\n').flatMap((line) => parseField(line) ?? []);
  const commit = fields.find((f) => f.name === 'commit');
  const data = fields.find((f) => f.name === 'data');
  if (commit === undefined || data === undefined || (commit.size !== 4 && commit.size !== 8))
    throw new Damage('the layout of its pages (`header_page`) has no `commit` or no `data`');
  // Eight bytes of time come first (Linux include/linux/ring_buffer.h, buffer_data_page).
  if (commit.offset < 8 || data.offset < commit.offset + commit.size || data.offset > 256)
    throw new Damage('the layout of its pages (`header_page`) is not one that Linux has');
  return { commitAt: commit.offset, long: commit.size, dataAt: data.offset };
}

/** The events of ftrace itself: print, kernel_stack, function. */
export function readFtraceEvents(c: ByteCursor, into: Map<number, EventFormat>): void {
  readFormats(c, c.u32(), 'ftrace', into);
}

/** The events of each system. */
export function readEvents(c: ByteCursor, into: Map<number, EventFormat>): void {
  const systems = c.u32();
  if (systems > MOST) throw new Damage(`${systems} systems of events are too many`);
  for (let i = 0; i < systems; i++) {
    const system = c.text();
    readFormats(c, c.u32(), system, into);
  }
}

function readFormats(c: ByteCursor, count: number, system: string, into: Map<number, EventFormat>): void {
  if (count > MOST) throw new Damage(`${count} events are too many`);
  for (let i = 0; i < count; i++) {
    const format = parseEventFormat(textOf(c.take(c.size64())), system);
    if (format !== null) into.set(format.id, format);
  }
}

/** The copy of /proc/kallsyms. */
export const readSymbols = (c: ByteCursor): Symbols => new Symbols(c.take(c.u32()));

export const readPrintks = (c: ByteCursor): ReadonlyMap<bigint, string> => printkFormats(textOf(c.take(c.u32())));

/** All the parts, one behind the other: version 6 of trace.dat, and perf.data. */
export function readAll(c: ByteCursor, data: TracingData, hasComms: boolean): void {
  data.page = readPageLayout(c);
  readFtraceEvents(c, data.formats);
  readEvents(c, data.formats);
  data.symbols = readSymbols(c);
  data.printks = readPrintks(c);
  if (hasComms) data.comms = readComms(c);
}

/** `68 insmod` a line, from `saved_cmdlines`. */
export function readComms(c: ByteCursor): ReadonlyMap<number, string> {
  const text = new TextDecoder().decode(c.take(c.size64()));
  const comms = new Map<number, string>();
  for (const m of text.matchAll(/^(\d{1,10}) (.+)$/gm)) comms.set(Number(m[1]), m[2] as string);
  return comms;
}
