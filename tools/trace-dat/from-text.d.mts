import type { Declared } from './formats.mjs';
import type { WrittenRecord } from './write.mjs';

export function fromText(
  text: string,
  machine: { readonly littleEndian: boolean; readonly long: 4 | 8; readonly loc?: 'data' | 'rel' },
): {
  readonly littleEndian: boolean;
  readonly long: 4 | 8;
  readonly events: readonly Declared[];
  readonly kallsyms: string;
  readonly comms: string;
  readonly cpus: readonly (readonly WrittenRecord[])[];
};
