import type { FieldProblem } from './field.ts';

/** One field of a structure in memory. */
export interface ByteField {
  /** `sender`, `constituents[0].address`. */
  readonly name: string;
  /** Bytes from the start of the structure. */
  readonly offset: number;
  /** 1, 2, 4 or 8 bytes, little endian; more for bytes without a number's meaning. */
  readonly size: number;
  readonly value: bigint;
  readonly meaning: string;
  readonly problem?: FieldProblem;
}

/** Reads little-endian fields one after another and remembers each with its offset. */
export class ByteReader {
  readonly fields: ByteField[] = [];
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;

  constructor(bytes: Uint8Array, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = Math.min(end, bytes.length);
  }

  get offset(): number {
    return this.#at;
  }

  /** Are this many bytes left? */
  has(size: number): boolean {
    return this.#at + size <= this.#end;
  }

  /** The next field; bytes behind the end read as zero. */
  read(
    name: string,
    size: number,
    mean: (value: bigint) => string,
    problem?: (value: bigint) => FieldProblem | undefined,
  ): bigint {
    const value = readLe(this.#bytes, this.#at, Math.min(size, Math.max(0, this.#end - this.#at)));
    const wrong = problem?.(value);
    this.fields.push({
      name,
      offset: this.#at,
      size,
      value,
      meaning: mean(value),
      ...(wrong === undefined ? {} : { problem: wrong }),
    });
    this.#at += size;
    return value;
  }

  /** A field that must be zero. */
  zero(name: string, size: number): void {
    this.read(
      name,
      size,
      (v) => (v === 0n ? 'must be zero' : `must be zero, is 0x${v.toString(16)}`),
      (v) => (v === 0n ? undefined : 'must be zero'),
    );
  }

  seek(offset: number): void {
    this.#at = offset;
  }
}

/** A little-endian number; bytes that are not there read as zero. */
export function readLe(bytes: Uint8Array, offset: number, size: number): bigint {
  let value = 0n;
  for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[offset + i] ?? 0);
  return value;
}

/** Writes a little-endian number; throws RangeError where it does not fit `size` bytes or the buffer. */
export function writeLe(bytes: Uint8Array, offset: number, size: number, value: bigint | number, name: string): void {
  const word = BigInt(value);
  if (word < 0n || word >> BigInt(8 * size) !== 0n)
    throw new RangeError(`${name} = ${value} does not fit ${size} bytes`);
  if (offset < 0 || offset + size > bytes.length)
    throw new RangeError(`${name} lies outside the ${bytes.length} bytes`);
  for (let i = 0; i < size; i++) bytes[offset + i] = Number((word >> BigInt(8 * i)) & 0xffn);
}

/** `00012f` */
export const hexOfBytes = (bytes: Uint8Array): string =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/** The bytes that `hexOfBytes` wrote; a digit that is none reads as zero. */
export const bytesOfHex = (text: string): Uint8Array =>
  Uint8Array.from({ length: text.length >> 1 }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16) || 0);
