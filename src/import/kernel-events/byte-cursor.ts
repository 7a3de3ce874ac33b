import { type ByteSource, Damage } from './file-bytes.ts';

/** The longest name or text that a header may hold, in bytes. */
const LONGEST = 4096;

const latin = new TextDecoder('latin1');

/** Bytes as characters of one byte each: kernel text is ASCII, and no byte makes it fail. */
export const textOf = (bytes: Uint8Array): string => latin.decode(bytes);

/** Reads numbers and texts one after the other. Throws Damage at the end of the source. */
export class ByteCursor {
  readonly source: ByteSource;
  readonly littleEndian: boolean;
  at: number;

  constructor(source: ByteSource, at: number, littleEndian: boolean) {
    this.source = source;
    this.at = at;
    this.littleEndian = littleEndian;
  }

  get left(): number {
    return this.source.size - this.at;
  }

  u8(): number {
    return this.#view(1).getUint8(0);
  }

  u16(): number {
    return this.#view(2).getUint16(0, this.littleEndian);
  }

  u32(): number {
    return this.#view(4).getUint32(0, this.littleEndian);
  }

  u64(): bigint {
    return this.#view(8).getBigUint64(0, this.littleEndian);
  }

  i64(): bigint {
    return this.#view(8).getBigInt64(0, this.littleEndian);
  }

  /** A 64-bit position or size; Infinity where no file is that large. */
  size64(): number {
    const n = this.u64();
    return n > 0xf_ffff_ffff_ffffn ? Number.POSITIVE_INFINITY : Number(n);
  }

  take(length: number): Uint8Array {
    const bytes = this.source.bytes(this.at, length);
    this.at += length;
    return bytes;
  }

  /** Text up to a zero byte, which is passed. */
  text(): string {
    const bytes = this.source.bytes(this.at, Math.min(LONGEST, this.left));
    const end = bytes.indexOf(0);
    if (end < 0) throw new Damage(`a name at byte ${this.at} has no end`);
    this.at += end + 1;
    return textOf(bytes.subarray(0, end));
  }

  /** Passes `word` and its zero byte. */
  expect(word: string): void {
    const at = this.at;
    if (textOf(this.take(word.length)) !== word || this.u8() !== 0)
      throw new Damage(`\`${word}\` is not at byte ${at}`);
  }

  #view(length: number): DataView {
    const bytes = this.take(length);
    return new DataView(bytes.buffer, bytes.byteOffset, length);
  }
}
