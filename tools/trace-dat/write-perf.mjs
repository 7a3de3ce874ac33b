// Writes a perf.data from a description of what is in it: Linux tools/perf/Documentation/perf.data-file-format.txt and
// include/uapi/linux/perf_event.h. For tests: no part of the program needs it.
import { Bytes } from './bytes.mjs';
import { PACKERS } from './pack.mjs';
import { traceParts } from './write.mjs';

const TYPE = { LOST: 2, COMM: 3, FORK: 7, SAMPLE: 9, ATTR: 64, TRACING_DATA: 66, ROUND: 68, COMPRESSED: 81 };
const BIT = { TID: 2, TIME: 4, READ: 16, CALLCHAIN: 32, ID: 64, CPU: 128, PERIOD: 256, RAW: 1024, IDENTIFIER: 65536 };
const ATTR_SIZE = 128;
const ID_ALL = 1n << 18n;

/**
 * `d`: littleEndian, long, events, attrs: [{ id, event, sampleType, readFormat }], records (below), piped, packed.
 * A record is `{ sample: { attr, tid, time, cpu, stack, data } }`, `{ comm: { tid, name, time } }`,
 * `{ fork: { tid, parent, time } }`, `{ lost: { count, time } }` or `'round'`.
 */
export function writePerfData(d) {
  const records = new Bytes(d.littleEndian);
  for (const r of d.records) records.bytes(recordOf(d, r));
  const data = d.packed === true ? packed(d, records.done()) : records.done();
  return d.piped === true ? piped(d, data) : file(d, data);
}

function tracingData(d) {
  const b = new Bytes(d.littleEndian);
  b.bytes([0x17, 0x08, 0x44]).bytes(new TextEncoder().encode('tracing')).text('0.6');
  b.int(d.littleEndian ? 0 : 1, 1)
    .int(d.long, 1)
    .int(4096, 4);
  return b.bytes(traceParts({ pageSize: 4096, ...d })).done();
}

function attrBytes(d, { sampleType, readFormat = 0, event = 0 }) {
  const b = new Bytes(d.littleEndian);
  // The first flag is the first bit of the machine.
  const flags = d.littleEndian ? ID_ALL : (ID_ALL >> 18n) << 45n;
  b.int(2, 4).int(ATTR_SIZE, 4).int(event, 8).int(1, 8).int(sampleType, 8).int(readFormat, 8).int(flags, 8);
  while (b.length < ATTR_SIZE) b.int(0, 1);
  return b.done();
}

function file(d, data) {
  const b = new Bytes(d.littleEndian);
  b.bytes(new TextEncoder().encode(d.littleEndian ? 'PERFILE2' : '2ELIFREP'))
    .int(104, 8)
    .int(ATTR_SIZE + 16, 8);
  const table = b.length;
  for (let i = 0; i < 6; i++) b.int(0, 8);
  // Features: the formats of the events (bit 1), and the name of the host (bit 3), which every perf writes.
  b.int(2 | 8, 8)
    .int(0, 8)
    .int(0, 8)
    .int(0, 8);
  const ids = d.attrs.map(({ id }) => {
    const at = b.length;
    b.int(id, 8);
    return at;
  });
  b.put(table, b.length, 8);
  for (const [i, attr] of d.attrs.entries()) b.bytes(attrBytes(d, attr)).int(ids[i], 8).int(8, 8);
  b.put(table + 8, b.length - ids.at(-1) - 8, 8);
  b.put(table + 16, b.length, 8);
  b.bytes(data);
  b.put(table + 24, data.length, 8);
  const places = b.length;
  const tracing = tracingData(d);
  const host = new Bytes(d.littleEndian).int(8, 4).text('board').align(4).done();
  const at = places + 32;
  b.int(at, 8).int(tracing.length, 8);
  b.int(at + tracing.length, 8)
    .int(host.length, 8)
    .bytes(tracing)
    .bytes(host);
  return b.done();
}

function piped(d, data) {
  const b = new Bytes(d.littleEndian);
  b.bytes(new TextEncoder().encode(d.littleEndian ? 'PERFILE2' : '2ELIFREP')).int(16, 8);
  for (const attr of d.attrs) b.bytes(record(d, TYPE.ATTR, (r) => r.bytes(attrBytes(d, attr)).int(attr.id, 8)));
  const tracing = tracingData(d);
  // Its size is that with the filling behind it.
  const filling = (8 - (tracing.length % 8)) % 8;
  b.bytes(record(d, TYPE.TRACING_DATA, (r) => r.int(tracing.length + filling, 4).int(0, 4)));
  return b.bytes(tracing).bytes(new Uint8Array(filling)).bytes(data).done();
}

/** The stream in pieces, as perf packs what it reads at once: a frame that never ends. */
function packed(d, data) {
  const b = new Bytes(d.littleEndian);
  const whole = PACKERS.zstd(data);
  const piece = Math.max(1, Math.ceil(whole.length / 5));
  for (let i = 0; i < whole.length; i += Math.min(piece, 60_000))
    b.bytes(record(d, TYPE.COMPRESSED, (r) => r.bytes(whole.subarray(i, i + Math.min(piece, 60_000))), 1));
  return b.done();
}

/** A record with its head, up to a multiple of 8 bytes. */
function record(d, type, fill, align = 8) {
  const b = new Bytes(d.littleEndian);
  b.int(type, 4).int(0, 2).int(0, 2);
  fill(b);
  b.align(align);
  const size = new Bytes(d.littleEndian).int(b.length, 2).done();
  const all = b.done();
  all.set(size, 6);
  return all;
}

function recordOf(d, r) {
  if (r === 'round') return record(d, TYPE.ROUND, () => undefined);
  const [attr] = d.attrs;
  const tail = (b, { tid = 0, time, cpu = 0 }) => {
    b.align(8);
    if (attr.sampleType & BIT.TID) b.int(tid, 4).int(tid, 4);
    if (attr.sampleType & BIT.TIME) b.int(time, 8);
    if (attr.sampleType & BIT.ID) b.int(attr.id, 8);
    if (attr.sampleType & BIT.CPU) b.int(cpu, 4).int(0, 4);
    if (attr.sampleType & BIT.IDENTIFIER) b.int(attr.id, 8);
  };
  if (r.comm) {
    const fill = (b) => tail(b.int(r.comm.tid, 4).int(r.comm.tid, 4).text(r.comm.name), r.comm);
    return record(d, TYPE.COMM, fill);
  }
  if (r.fork) {
    const { tid, parent, time } = r.fork;
    return record(d, TYPE.FORK, (b) =>
      tail(b.int(tid, 4).int(parent, 4).int(tid, 4).int(parent, 4).int(time, 8), r.fork),
    );
  }
  if (r.lost) return record(d, TYPE.LOST, (b) => tail(b.int(attr.id, 8).int(r.lost.count, 8), r.lost));
  return record(d, TYPE.SAMPLE, (b) => sample(b, d.attrs[r.sample.attr ?? 0], r.sample));
}

function sample(b, { id, sampleType: type, readFormat = 0 }, { tid, time, cpu = 0, stack = [], data }) {
  if (type & BIT.IDENTIFIER) b.int(id, 8);
  if (type & 1) b.int(0x1234, 8);
  if (type & BIT.TID) b.int(tid, 4).int(tid, 4);
  if (type & BIT.TIME) b.int(time, 8);
  if (type & BIT.ID) b.int(id, 8);
  if (type & BIT.CPU) b.int(cpu, 4).int(0, 4);
  if (type & BIT.PERIOD) b.int(1, 8);
  if (type & BIT.READ) for (let i = 0; i < 1 + (readFormat & 4 ? 1 : 0) + (readFormat & 16 ? 1 : 0); i++) b.int(9, 8);
  if (type & BIT.CALLCHAIN) {
    b.int(stack.length, 8);
    for (const address of stack) b.int(address, 8);
  }
  if (type & BIT.RAW) {
    // What follows the size is padded so that the whole is a multiple of 8.
    const size = Math.ceil((data.length + 4) / 8) * 8 - 4;
    b.int(size, 4)
      .bytes(data)
      .bytes(new Uint8Array(size - data.length));
  }
}
