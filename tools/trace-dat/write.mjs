// Writes a trace.dat from a description of what is in it: trace-cmd.dat.v6(5) and trace-cmd.dat.v7(5). For tests and for
// measuring: no part of the program needs it.
import { Bytes } from './bytes.mjs';
import { PACKERS } from './pack.mjs';
import { pagesOf } from './pages.mjs';

const CLOCKS = ['local', 'global', 'counter', 'uptime', 'perf', 'mono', 'mono_raw', 'boot', 'tai', 'x86-tsc'];
const PAGES_IN_CHUNK = 10;

const OPTION = {
  ...{ DONE: 0, CPUSTAT: 2, BUFFER: 3, TRACECLOCK: 4, UNAME: 5, OFFSET: 7, CPUCOUNT: 8, VERSION: 9 },
  ...{ TIME_SHIFT: 12, TSC2NSEC: 14, STRINGS: 15, BUFFER_TEXT: 22 },
};

/**
 * `d`: version, littleEndian, long, pageSize, compression, clock, events (formats.mjs, declare), kallsyms, printks, comms
 * (text of saved_cmdlines), options ([id, bytes]), buffers: [{ name, clock, cpus: [records] }] (pages.mjs).
 */
export const writeTraceDat = (d) => (d.version === 6 ? version6(d) : version7(d));

function begin(d) {
  const b = new Bytes(d.littleEndian);
  b.bytes([0x17, 0x08, 0x44]).bytes(new TextEncoder().encode('tracing')).text(String(d.version));
  return b
    .int(d.littleEndian ? 0 : 1, 1)
    .int(d.long, 1)
    .int(d.pageSize, 4);
}

const sized = (b, text, bytes) => {
  const all = new TextEncoder().encode(text);
  return b.int(all.length, bytes).bytes(all);
};

const parts = {
  header(b, { long, pageSize }) {
    const signed = (name, type, offset, size, sign) =>
      `\tfield: ${type} ${name};\toffset:${offset};\tsize:${size};\tsigned:${sign};\n`;
    const page =
      signed('timestamp', 'u64', 0, 8, 0) +
      signed('commit', 'local_t', 8, long, 1) +
      signed('overwrite', 'int', 8, 1, 1) +
      signed('data', 'char', 8 + long, pageSize - 8 - long, 0);
    sized(b.text('header_page'), page, 8);
    sized(b.text('header_event'), '# compressed entry header\n\ttype_len    :    5 bits\n', 8);
  },
  ftrace(b, { events }) {
    const own = events.filter((e) => e.system === 'ftrace');
    b.int(own.length, 4);
    for (const e of own) sized(b, e.text, 8);
  },
  events(b, { events }) {
    const systems = [...new Set(events.map((e) => e.system).filter((s) => s !== 'ftrace'))];
    b.int(systems.length, 4);
    for (const system of systems) {
      const list = events.filter((e) => e.system === system);
      b.text(system).int(list.length, 4);
      for (const e of list) sized(b, e.text, 8);
    }
  },
  kallsyms: (b, d) => sized(b, d.kallsyms ?? '', 4),
  printks: (b, d) => sized(b, d.printks ?? '', 4),
  comms: (b, d) => sized(b, d.comms ?? '', 8),
};

/** All of them, one behind the other. */
export function traceParts(d) {
  const b = new Bytes(d.littleEndian);
  for (const part of Object.values(parts)) part(b, d);
  return b.done();
}

const clockText = (clock) => `${CLOCKS.map((c) => (c === clock ? `[${c}]` : c)).join(' ')}\n`;

function options(d) {
  const list = [...(d.options ?? [])];
  const text = (words) => new TextEncoder().encode(`${words}\0`);
  list.unshift([OPTION.UNAME, text('Linux board 6.12.0 aarch64')], [OPTION.VERSION, text('3.3.1')]);
  if (d.clock !== undefined) list.push([OPTION.TRACECLOCK, text(clockText(d.clock))]);
  return list;
}

const putOption = (b, [id, bytes]) => b.int(id, 2).int(bytes.length, 4).bytes(bytes);

function version6(d) {
  const b = begin(d);
  b.bytes(traceParts(d));
  const cpus = Math.max(...d.buffers.map((f) => f.cpus.length));
  b.int(cpus, 4);
  const [top, ...others] = d.buffers;
  b.bytes(new TextEncoder().encode('options  \0'));
  for (const o of options(d)) putOption(b, o);
  const places = others.map((buffer) => {
    b.int(OPTION.BUFFER, 2).int(8 + buffer.name.length + 1, 4);
    const at = b.length;
    b.int(0, 8).text(buffer.name);
    return at;
  });
  b.int(OPTION.DONE, 2);
  const table = (buffer) => {
    b.bytes(new TextEncoder().encode('flyrecord\0'));
    const at = b.length;
    for (let i = 0; i < cpus; i++) b.int(0, 8).int(0, 8);
    // A part of the file for each CPU, at a page.
    return () =>
      buffer.cpus.forEach((records, i) => {
        b.align(d.pageSize);
        b.put(at + i * 16, b.length, 8);
        const from = b.length;
        for (const page of pagesOf(records, d)) b.bytes(page);
        b.put(at + i * 16 + 8, b.length - from, 8);
      });
  };
  const data = [table(top)];
  if (d.clock !== undefined) sized(b, clockText(d.clock), 8);
  data[0]();
  others.forEach((buffer, i) => {
    b.put(places[i], b.length, 8);
    table(buffer)();
  });
  return b.done();
}

function version7(d) {
  const b = begin(d);
  b.text(d.compression).text('1.0');
  const first = b.length;
  b.int(0, 8);
  const isPacked = d.compression !== 'none';
  const pack = PACKERS[d.compression];
  const section = (id, bytes) => {
    const at = b.length;
    b.int(id, 2)
      .int(isPacked ? 1 : 0, 2)
      .int(0, 4);
    if (!isPacked) b.int(bytes.length, 8).bytes(bytes);
    else {
      const packed = pack(bytes);
      b.int(packed.length + 8, 8)
        .int(packed.length, 4)
        .int(bytes.length, 4)
        .bytes(packed);
    }
    return at;
  };
  const part = (name) => {
    const some = new Bytes(d.littleEndian);
    parts[name](some, d);
    return some.done();
  };
  const at64 = (n) => new Bytes(d.littleEndian).int(n, 8).done();
  const list = options(d);
  ['header', 'ftrace', 'events', 'kallsyms', 'printks', 'comms'].forEach((name, i) => {
    list.push([16 + i, at64(section(16 + i, part(name)))]);
  });
  let link = first;
  /** Options are a section; its last option says where the next one is. */
  const putOptions = (some) => {
    b.put(link, b.length, 8);
    const o = new Bytes(d.littleEndian);
    for (const option of some) putOption(o, option);
    putOption(o, [OPTION.DONE, at64(0)]);
    const from = b.length;
    b.int(OPTION.DONE, 2).int(0, 2).int(0, 4).int(o.length, 8).bytes(o.done());
    link = from + 16 + o.length - 8;
  };
  putOptions(list);
  for (const buffer of d.buffers) {
    const at = b.length;
    b.int(OPTION.BUFFER, 2)
      .int(isPacked ? 1 : 0, 2)
      .int(0, 4)
      .int(0, 8);
    const o = new Bytes(d.littleEndian)
      .int(at, 8)
      .text(buffer.name)
      .text(buffer.clock ?? d.clock ?? 'local');
    o.int(d.pageSize, 4).int(buffer.cpus.length, 4);
    buffer.cpus.forEach((records, cpu) => {
      if (!isPacked) b.align(d.pageSize);
      const from = b.length;
      putPages(b, pagesOf(records, d), isPacked ? pack : null);
      o.int(cpu, 4)
        .int(from, 8)
        .int(b.length - from, 8);
    });
    b.put(at + 8, b.length - at - 16, 8);
    putOptions([[OPTION.BUFFER, o.done()]]);
  }
  section(OPTION.STRINGS, new TextEncoder().encode('headers\0'));
  return b.done();
}

function putPages(b, pages, pack) {
  if (pack === null || pages.length === 0) {
    for (const page of pages) b.bytes(page);
    return;
  }
  b.int(Math.ceil(pages.length / PAGES_IN_CHUNK), 4);
  for (let i = 0; i < pages.length; i += PAGES_IN_CHUNK) {
    const some = new Uint8Array(Buffer.concat(pages.slice(i, i + PAGES_IN_CHUNK)));
    const packed = pack(some);
    b.int(packed.length, 4).int(some.length, 4).bytes(packed);
  }
}
