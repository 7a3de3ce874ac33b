import type { Contents, ShiftSample, TimeShift } from './contents.ts';

/** Clocks that count nanoseconds (Linux kernel/trace/trace.c, trace_clocks); trace-cmd makes `tsc2nsec` one of them. */
const NANOSECONDS = /^(?:|local|global|uptime|perf|mono|mono_raw|boot|tai|tsc2nsec)$/;

/** Makes nanoseconds of the ticks of a buffer's clock. Ticks count from `base`. */
export interface Clock {
  /** Has it a unit of time? `counter` counts events, and `x86-tsc` alone does not say how fast it runs. */
  readonly timed: boolean;
  ns(ticks: number, cpu: number): number;
}

export function clockOfBuffer(name: string, contents: Contents, base: bigint): Clock {
  const { ticks, shift } = contents;
  const factor = ticks === null ? 1 : ticks.mult / 2 ** ticks.shift;
  const timed = ticks !== null || NANOSECONDS.test(name);
  if (shift === null || shift.cpus.every((samples) => samples.length === 0)) return { timed, ns: (n) => n * factor };
  return { timed, ns: (n, cpu) => Number(shifted(base + BigInt(Math.trunc(n)), shift, cpu) - base) * factor };
}

/** A guest's time as the host's, with the two samples around it (trace-cmd, lib/trace-cmd/trace-input.c). */
function shifted(ts: bigint, { interpolate, cpus }: TimeShift, cpu: number): bigint {
  const samples = cpus[cpu] ?? [];
  const [first] = samples;
  if (first === undefined) return ts;
  if (samples.length === 1) return ts + first.offset;
  const behind = samples.findIndex((s) => s.time > ts);
  const at = behind < 0 ? samples.length - 2 : Math.min(Math.max(behind - 1, 0), samples.length - 2);
  const from = samples[at] as ShiftSample;
  const to = samples[at + 1] as ShiftSample;
  const span = to.time - from.time;
  const correction = interpolate
    ? from.offset + ((ts - from.time) * (to.offset - from.offset) + span / 2n) / span
    : from.offset;
  return ((ts * from.scaling) >> from.fraction) + correction;
}
