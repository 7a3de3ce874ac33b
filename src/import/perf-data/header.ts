import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { type ByteSource, Damage } from '../kernel-events/file-bytes.ts';
import { type Attr, readAttr } from './attr.ts';

/** How perf.data begins: Linux tools/perf/Documentation/perf.data-file-format.txt. */
export interface PerfHeader {
  readonly littleEndian: boolean;
  /** What `perf record -o -` writes: everything is a record. */
  readonly isPiped: boolean;
  readonly attrs: readonly Attr[];
  /** Where the records are. */
  readonly from: number;
  readonly end: number;
  /** Where the formats of the events are; null where the file has none. */
  readonly tracingData: number | null;
  /** perf did not end properly: the file does not say how many records there are. */
  readonly isUnfinished: boolean;
}

const TRACING_DATA = 1;
const PIPED = 16;
const MOST_ATTRS = 65_536;
const MOST_IDS = 65_536;

/** The place and size of a list of numbers, then the list. */
function idsAt(c: ByteCursor): bigint[] {
  const at = c.size64();
  const count = Math.min(MOST_IDS, Math.floor(c.size64() / 8));
  c.at = at;
  return Array.from({ length: count }, () => c.u64());
}

export function readPerfHeader(source: ByteSource): PerfHeader {
  const magic = source.bytes(0, 8);
  const littleEndian = magic[0] === 'P'.charCodeAt(0);
  const c = new ByteCursor(source, 8, littleEndian);
  const size = c.size64();
  if (size === PIPED) {
    const piped = { littleEndian, isPiped: true, attrs: [], from: PIPED, end: source.size };
    return { ...piped, tracingData: null, isUnfinished: false };
  }
  const attrSize = c.size64();
  const attrs = { at: c.size64(), size: c.size64() };
  const data = { at: c.size64(), size: c.size64() };
  c.size64();
  c.size64();
  // Bits by words of 64: the lowest bit of the first word is feature 0.
  const features = Array.from({ length: 4 }, () => c.u64());
  if (!(attrSize >= 64 && attrs.size / attrSize <= MOST_ATTRS && data.at <= source.size))
    throw new Damage('what its head says does not fit');
  const list: Attr[] = [];
  for (let at = attrs.at; at + attrSize <= attrs.at + attrs.size; at += attrSize)
    list.push(
      readAttr(
        new ByteCursor(source, at, littleEndian),
        attrSize - 16,
        idsAt(new ByteCursor(source, at + attrSize - 16, littleEndian)),
      ),
    );
  const isUnfinished = data.size === 0;
  const end = isUnfinished ? source.size : data.at + data.size;
  const has = ((features[0] ?? 0n) >> BigInt(TRACING_DATA)) & 1n;
  let tracingData: number | null = null;
  // The table of the features is behind the records, an entry for each bit that is set. TRACING_DATA is the first:
  // bit 0 is never set.
  if (has === 1n && end + 16 <= source.size) tracingData = new ByteCursor(source, end, littleEndian).size64();
  return { littleEndian, isPiped: false, attrs: list, from: data.at, end, tracingData, isUnfinished };
}
