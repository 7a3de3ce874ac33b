import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import { Damage } from '../kernel-events/file-bytes.ts';

/** What a sample holds (Linux include/uapi/linux/perf_event.h, perf_event_sample_format). */
export const SAMPLE = {
  IP: 1 << 0,
  TID: 1 << 1,
  TIME: 1 << 2,
  ADDR: 1 << 3,
  READ: 1 << 4,
  CALLCHAIN: 1 << 5,
  ID: 1 << 6,
  CPU: 1 << 7,
  PERIOD: 1 << 8,
  STREAM_ID: 1 << 9,
  RAW: 1 << 10,
  IDENTIFIER: 1 << 16,
} as const;

/** `sample_id_all`: also records that are no sample end with their task, time and CPU. */
const SAMPLE_ID_ALL = 1n << 18n;

/** One event that perf recorded: a part of perf_event_attr. */
export interface Attr {
  readonly sampleType: number;
  readonly readFormat: number;
  readonly hasIdAll: boolean;
  /** The numbers that its samples begin with. */
  readonly ids: readonly bigint[];
}

/** Reads the attr at the cursor; `size` bytes of it are there. */
export function readAttr(c: ByteCursor, size: number, ids: readonly bigint[]): Attr {
  if (size < 48) throw new Damage(`the description of an event at byte ${c.at} has only ${size} bytes`);
  const a = new ByteCursor(c.source, c.at, c.littleEndian);
  a.at += 24;
  const sampleType = Number(a.u64() & 0xffff_ffffn);
  const readFormat = Number(a.u64() & 0xffffn);
  // The first flag is the first bit on the machine: the lowest on a little-endian one, the highest on a big-endian one.
  const flags = a.u64();
  const hasIdAll = ((a.littleEndian ? flags : reversed(flags)) & SAMPLE_ID_ALL) !== 0n;
  return { sampleType, readFormat, hasIdAll, ids };
}

function reversed(bits: bigint): bigint {
  let result = 0n;
  for (let i = 0n; i < 64n; i++) if ((bits >> i) & 1n) result |= 1n << (63n - i);
  return result;
}
