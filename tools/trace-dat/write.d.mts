import type { Declared } from './formats.mjs';

/** One record of a buffer: pages.mjs. */
export interface WrittenRecord {
  /** Time in ticks of the clock. */
  readonly at: bigint | number;
  readonly data: Uint8Array;
  readonly lost?: number | null;
  readonly stamp?: boolean;
  readonly discarded?: boolean;
}

export interface WrittenBuffer {
  readonly name: string;
  readonly clock?: string;
  readonly cpus: readonly (readonly WrittenRecord[])[];
}

/** What a trace.dat is written from: write.mjs. */
export interface Description {
  readonly version: number;
  readonly littleEndian: boolean;
  readonly long: 4 | 8;
  readonly pageSize: number;
  readonly compression: string;
  readonly clock?: string;
  readonly events: readonly Declared[];
  readonly kallsyms?: string;
  readonly printks?: string;
  readonly comms?: string;
  readonly options?: readonly (readonly [number, Uint8Array])[];
  readonly buffers: readonly WrittenBuffer[];
}

export function writeTraceDat(d: Description): Uint8Array;
