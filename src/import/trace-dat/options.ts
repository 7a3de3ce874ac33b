import { type ByteCursor, textOf } from '../kernel-events/byte-cursor.ts';
import type { Contents, ShiftSample, TimeShift } from './contents.ts';

/** The options that matter here, by their number (trace-cmd.dat.v7(5)). */
export const OPTION = {
  DONE: 0,
  BUFFER: 3,
  TRACECLOCK: 4,
  TIME_SHIFT: 12,
  TSC2NSEC: 14,
  HEADER_INFO: 16,
  FTRACE_EVENTS: 17,
  EVENT_FORMATS: 18,
  KALLSYMS: 19,
  PRINTK: 20,
  CMDLINES: 21,
  BUFFER_TEXT: 22,
} as const;

const INTERPOLATE = 1;
const MOST_SAMPLES = 100_000;

/** An option that both versions have; `c` stands at its data, which has `size` bytes. */
export function takeOption(id: number, c: ByteCursor, size: number, contents: Contents): void {
  if (id === OPTION.TRACECLOCK) contents.clock = clockOf(textOf(c.take(size)));
  else if (id === OPTION.TSC2NSEC && size >= 16) {
    const ticks = { mult: c.u32(), shift: c.u32() };
    if (ticks.mult > 0 && ticks.shift < 64) contents.ticks = ticks;
  } else if (id === OPTION.TIME_SHIFT && size >= 16) contents.shift = readShift(c, c.at + size);
}

/** The clock in brackets of `[local] global counter uptime`. */
export const clockOf = (text: string): string => /\[([\w-]+)\]/.exec(text)?.[1] ?? '';

function readShift(c: ByteCursor, end: number): TimeShift | null {
  c.u64();
  const interpolate = (c.u32() & INTERPOLATE) !== 0;
  const count = c.u32();
  if (count > MOST_SAMPLES) return null;
  const cpus: ShiftSample[][] = [];
  for (let cpu = 0; cpu < count; cpu++) {
    const samples = c.u32();
    if (samples > MOST_SAMPLES) return null;
    const list: ShiftSample[] = Array.from({ length: samples }, () => ({
      ...{ time: 0n, offset: 0n, scaling: 1n, fraction: 0n },
    }));
    for (const s of list) s.time = c.u64();
    for (const s of list) s.offset = c.i64();
    for (const s of list) s.scaling = c.u64();
    cpus.push(list);
  }
  // Files of older versions end here.
  if (c.at < end) for (const list of cpus) for (const s of list) s.fraction = c.u64() & 63n;
  for (const list of cpus) list.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  return { interpolate, cpus: cpus.map((list) => list.filter((s, i) => i === 0 || s.time !== list[i - 1]?.time)) };
}
