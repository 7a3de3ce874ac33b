import { ByteCursor } from './byte-cursor.ts';
import { type ByteSource, Damage } from './file-bytes.ts';

/** How trace data begin, in trace.dat and in perf.data: trace-cmd.dat.v7(5), "initial format". */
export interface TracingHead {
  /** `6`, `7`; in perf.data `0.6`. */
  readonly version: string;
  readonly littleEndian: boolean;
  readonly pageSize: number;
  /** Where the rest begins, with the byte order that the header names. */
  readonly rest: ByteCursor;
}

const MAGIC = '\u0017\u0008\u0044tracing';

/** Do these bytes begin as trace.dat does? */
export const isTracingData = (head: Uint8Array): boolean =>
  [...MAGIC].every((letter, i) => head[i] === letter.charCodeAt(0));

export function readTracingHead(source: ByteSource, at: number): TracingHead {
  if (!isTracingData(source.bytes(at, MAGIC.length))) throw new Damage('it does not begin as trace data does');
  const c = new ByteCursor(source, at + MAGIC.length, true);
  const version = c.text();
  const littleEndian = c.u8() === 0;
  // The size of a long of user space: the kernel's own is in `header_page`.
  c.u8();
  const rest = new ByteCursor(source, c.at, littleEndian);
  const pageSize = rest.u32();
  return { version, littleEndian, pageSize, rest };
}
