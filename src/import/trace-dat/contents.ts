import type { TracingData } from '../kernel-events/tracing-data.ts';

/** The pages of one CPU in the file: how many bytes from where. */
export interface CpuPart {
  readonly cpu: number;
  readonly at: number;
  readonly size: number;
}

/** What one trace instance recorded. */
export interface TraceBuffer {
  /** Empty for the top instance. */
  readonly name: string;
  /** `local`, `mono`, `x86-tsc`; empty where the file does not say. */
  readonly clock: string;
  readonly pageSize: number;
  readonly isPacked: boolean;
  readonly cpus: readonly CpuPart[];
}

/** Ticks of the CPU's counter to nanoseconds: `ticks * mult >> shift`. */
export interface TicksToNs {
  readonly mult: number;
  readonly shift: number;
}

/** A guest's clock beside its host's, at some time: `host = (guest * scaling >> fraction) + offset`. */
export interface ShiftSample {
  time: bigint;
  offset: bigint;
  scaling: bigint;
  fraction: bigint;
}

/** What synchronising a guest with its host found, for each CPU, in the order of time. */
export interface TimeShift {
  readonly interpolate: boolean;
  readonly cpus: readonly (readonly ShiftSample[])[];
}

/** The whole file but for its records. */
export interface Contents {
  readonly data: TracingData;
  readonly buffers: TraceBuffer[];
  /** Text of a latency tracer stands in the place of records. */
  hasText: boolean;
  clock: string;
  ticks: TicksToNs | null;
  shift: TimeShift | null;
  /** What is wrong with the file so far, as sentences. */
  readonly damage: string[];
}
