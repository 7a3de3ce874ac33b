// Bytes that are written one after the other, in the byte order of the machine that they stand for.

/** Grows as it is written to. */
export class Bytes {
  #all = new Uint8Array(1 << 16);
  length = 0;

  constructor(littleEndian) {
    this.littleEndian = littleEndian;
  }

  #room(count) {
    const at = this.length;
    this.length += count;
    if (this.length > this.#all.length) {
      const more = new Uint8Array(Math.max(this.length, this.#all.length * 2));
      more.set(this.#all.subarray(0, at));
      this.#all = more;
    }
    return new DataView(this.#all.buffer, at, count);
  }

  /** An integer of 1, 2, 4 or 8 bytes; a number or a bigint of any sign. */
  int(value, size) {
    const view = this.#room(size);
    if (size === 1 && typeof value === 'number') {
      view.setUint8(0, value);
      return this;
    }
    const n = BigInt.asUintN(size * 8, BigInt(value));
    if (size === 8) view.setBigUint64(0, n, this.littleEndian);
    else if (size === 4) view.setUint32(0, Number(n), this.littleEndian);
    else if (size === 2) view.setUint16(0, Number(n), this.littleEndian);
    else view.setUint8(0, Number(n));
    return this;
  }

  bytes(list) {
    const from = this.length;
    this.#room(list.length);
    this.#all.set(list, from);
    return this;
  }

  /** Text with a zero byte behind it. */
  text(text) {
    return this.bytes(new TextEncoder().encode(text)).int(0, 1);
  }

  /** Zero bytes up to a multiple of `size`. */
  align(size) {
    while (this.length % size !== 0) this.int(0, 1);
    return this;
  }

  /** Writes an integer where something was written before. */
  put(at, value, size) {
    const n = BigInt.asUintN(size * 8, BigInt(value));
    const view = new DataView(this.#all.buffer, at, size);
    if (size === 8) view.setBigUint64(0, n, this.littleEndian);
    else view.setUint32(0, Number(n), this.littleEndian);
  }

  done() {
    return this.#all.slice(0, this.length);
  }
}
