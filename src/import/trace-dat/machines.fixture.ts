// For tests alone: every kind of trace.dat that there is.

export interface Machine {
  readonly version: number;
  readonly compression: string;
  readonly littleEndian: boolean;
  readonly long: 4 | 8;
  readonly pageSize: number;
}

const PACKED = [
  [6, 'none'],
  [7, 'none'],
  [7, 'zlib'],
  [7, 'zstd'],
] as const;

/** Versions and their compressions, byte orders, sizes of a long. */
export const MACHINES: readonly Machine[] = PACKED.flatMap(([version, compression]) =>
  [true, false].flatMap((littleEndian) =>
    ([8, 4] as const).map((long) => ({ ...{ version, compression, littleEndian, long }, pageSize: 4096 })),
  ),
);

export const machineName = (m: Machine): string =>
  `version ${m.version}, ${m.compression}, ${m.littleEndian ? 'little' : 'big'} endian, ${m.long * 8} bits`;
