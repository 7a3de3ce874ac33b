import { ByteCursor } from '../kernel-events/byte-cursor.ts';
import type { ByteSource } from '../kernel-events/file-bytes.ts';
import { type Attr, SAMPLE } from './attr.ts';

/** One event of a tracepoint, as perf keeps it. */
export interface Sample {
  readonly tid: number;
  /** Nanoseconds of the clock that perf used; null where the samples have no time. */
  readonly time: bigint | null;
  readonly cpu: number;
  /** Addresses of the functions that led to it, innermost first; of the kernel alone. */
  readonly stack: readonly bigint[];
  /** Where the record of the tracepoint is, and how many bytes it has; 0 bytes where there is none. */
  readonly rawAt: number;
  readonly rawSize: number;
}

/** Entries of a stack from here on say what follows: -128 is the kernel, others are programs and guests. */
const CONTEXT_MAX = 0xffff_ffff_ffff_f001n;
const CONTEXT_KERNEL = BigInt.asUintN(64, -128n);
const DEEPEST = 1024;

const READ = { ENABLED: 1, RUNNING: 2, ID: 4, GROUP: 8, LOST: 16 };

/** The parts of a sample in the order of the kernel (kernel/events/core.c, perf_output_sample). `at`: behind its head. */
export function readSample(source: ByteSource, at: number, littleEndian: boolean, attr: Attr): Sample {
  const c = new ByteCursor(source, at, littleEndian);
  const has = (bit: number): boolean => (attr.sampleType & bit) !== 0;
  if (has(SAMPLE.IDENTIFIER)) c.u64();
  if (has(SAMPLE.IP)) c.u64();
  let tid = -1;
  if (has(SAMPLE.TID)) {
    c.u32();
    tid = c.u32() | 0;
  }
  const time = has(SAMPLE.TIME) ? c.u64() : null;
  for (const bit of [SAMPLE.ADDR, SAMPLE.ID, SAMPLE.STREAM_ID]) if (has(bit)) c.u64();
  let cpu = 0;
  if (has(SAMPLE.CPU)) {
    cpu = c.u32();
    c.u32();
  }
  if (has(SAMPLE.PERIOD)) c.u64();
  if (has(SAMPLE.READ)) passRead(c, attr.readFormat);
  const stack = has(SAMPLE.CALLCHAIN) ? readStack(c) : [];
  const rawSize = has(SAMPLE.RAW) ? c.u32() : 0;
  return { tid, time, cpu, stack, rawAt: c.at, rawSize };
}

function passRead(c: ByteCursor, format: number): void {
  const times = (format & READ.ENABLED ? 1 : 0) + (format & READ.RUNNING ? 1 : 0);
  const each = 1 + (format & READ.ID ? 1 : 0) + (format & READ.LOST ? 1 : 0);
  const group = (format & READ.GROUP) !== 0;
  const count = group ? c.size64() : 1;
  c.take((times + each * count) * 8);
}

function readStack(c: ByteCursor): bigint[] {
  const count = c.size64();
  const list: bigint[] = [];
  let inKernel = true;
  const end = c.at + count * 8;
  for (let i = 0; i < Math.min(count, DEEPEST); i++) {
    const address = c.u64();
    if (address >= CONTEXT_MAX) inKernel = address === CONTEXT_KERNEL;
    else if (inKernel) list.push(address);
  }
  c.take(end - c.at);
  return list;
}
