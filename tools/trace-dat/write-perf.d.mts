import type { Declared } from './formats.mjs';

type Time = number | bigint;

export interface PerfSample {
  readonly attr?: number;
  readonly tid: number;
  readonly time: Time;
  readonly cpu?: number;
  readonly stack?: readonly bigint[];
  readonly data: Uint8Array;
}

export type WrittenPerfRecord =
  | 'round'
  | { readonly sample: PerfSample }
  | { readonly comm: { readonly tid: number; readonly name: string; readonly time: Time } }
  | { readonly fork: { readonly tid: number; readonly parent: number; readonly time: Time } }
  | { readonly lost: { readonly count: number; readonly time: Time } };

/** What a perf.data is written from: write-perf.mjs. */
export interface PerfDescription {
  readonly littleEndian: boolean;
  readonly long: 4 | 8;
  readonly events: readonly Declared[];
  readonly kallsyms?: string;
  readonly attrs: readonly {
    readonly id: number;
    readonly event?: number;
    readonly sampleType: number;
    readonly readFormat?: number;
  }[];
  readonly records: readonly WrittenPerfRecord[];
  readonly piped?: boolean;
  readonly packed?: boolean;
}

export function writePerfData(d: PerfDescription): Uint8Array;
