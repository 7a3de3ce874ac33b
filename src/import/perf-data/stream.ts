import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { type ByteSource, Damage, type FileBytes, sourceOf } from '../kernel-events/file-bytes.ts';

/** Kinds of record that matter here: perf_event.h, and from 64 on tools/lib/perf/include/perf/event.h. */
export const RECORD = {
  LOST: 2,
  COMM: 3,
  FORK: 7,
  SAMPLE: 9,
  LOST_SAMPLES: 13,
  HEADER_ATTR: 64,
  TRACING_DATA: 66,
  FINISHED_ROUND: 68,
  AUXTRACE: 71,
  COMPRESSED: 81,
  COMPRESSED2: 83,
} as const;

/** One record, with its head of 8 bytes. */
export interface PerfRecord {
  readonly type: number;
  readonly source: ByteSource;
  readonly at: number;
  readonly size: number;
  /** The position in the file that is reached with it. */
  readonly until: number;
}

/** Unpacks one piece of a stream that goes on. */
export type UnpackPiece = (piece: Uint8Array) => Uint8Array;

/** Unpacks the stream that `perf record -z` makes of its records. What it needs is loaded when it is needed. */
export async function zstdPieces(): Promise<UnpackPiece> {
  const { Decompress } = await import('fzstd');
  let parts: Uint8Array[] = [];
  const stream = new Decompress((part) => {
    parts.push(part.slice());
  });
  return (piece) => {
    parts = [];
    try {
      stream.push(piece.slice());
    } catch (e) {
      throw new Damage(`a packed record is broken (${e instanceof Error ? e.message : String(e)})`);
    }
    return joined(parts);
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** A record has at most so many bytes: its size is a word of 16 bits. */
const LARGEST = 65_536;

/** The records of the file from `at` to `end`, those inside packed ones too. Throws Damage where they go wrong. */
export async function* recordsOf(file: FileBytes, c: ByteCursor, end: number): AsyncGenerator<PerfRecord> {
  let unpack: UnpackPiece | null = null;
  let carry: Uint8Array = new Uint8Array(0);
  let loaded = c.at;
  while (c.at < end) {
    if (c.at + LARGEST > loaded) {
      loaded = c.at + 16 * LARGEST;
      await file.load(c.at, 16 * LARGEST);
    }
    if (end - c.at < 8) throw new Damage('the last record is cut');
    const { type, size, at } = head(c);
    if (size < 8) throw new Damage(`a record of ${size} bytes is at byte ${at}`);
    if (at + size > end) throw new Damage(`the record at byte ${at} is cut`);
    let next = at + size;
    if (type === RECORD.COMPRESSED || type === RECORD.COMPRESSED2) {
      unpack ??= await zstdPieces();
      // The newer kind says how many of its bytes are no filling.
      const from = type === RECORD.COMPRESSED ? at + 8 : at + 16;
      const length = type === RECORD.COMPRESSED ? size - 8 : sizeAt(c, at + 8, size - 16);
      const data = joined([carry, unpack(c.source.bytes(from, length))]);
      carry = yield* inside(data, c.littleEndian, next);
    } else {
      if (type === RECORD.TRACING_DATA) {
        c.at = at + 8;
        await file.load(next, c.u32());
      }
      yield { type, source: c.source, at, size, until: next };
      // Bytes that belong to these two stand behind them.
      if (type === RECORD.AUXTRACE) next += sizeAt(c, at + 8, end - next);
      if (type === RECORD.TRACING_DATA) {
        c.at = at + 8;
        next += Math.ceil(c.u32() / 8) * 8;
      }
    }
    c.at = next;
  }
}

/** The records of a piece that was unpacked; what is left of it is the beginning of the next one. */
function* inside(data: Uint8Array, littleEndian: boolean, until: number): Generator<PerfRecord, Uint8Array> {
  const c = new ByteCursor(sourceOf(data), 0, littleEndian);
  while (c.left >= 8) {
    const { type, size, at } = head(c);
    if (size < 8) throw new Damage(`a packed record of ${size} bytes`);
    if (at + size > data.length) return data.subarray(at);
    yield { type, source: c.source, at, size, until };
    c.at = at + size;
  }
  return data.subarray(c.at);
}

function head(c: ByteCursor): { type: number; size: number; at: number } {
  const { at } = c;
  const type = c.u32();
  c.u16();
  return { type, size: c.u16(), at };
}

function sizeAt(c: ByteCursor, at: number, most: number): number {
  c.at = at;
  const size = c.size64();
  if (size > most) throw new Damage(`the data behind byte ${at} is cut`);
  return size;
}
