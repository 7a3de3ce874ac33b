/** Bytes that a text of the index may have at most: longer ones are never found, and are not kept. */
const LONGEST = 1 << 16;

/**
 * Numbers for byte strings that come again and again: 0 for the first, and so on. A look-up makes no object, reads each
 * byte once for its hash and once to be sure.
 */
export class ByteIndex {
  /** All strings, one behind the other; string i ends at `#ends[i]`. */
  #bytes = new DataView(new ArrayBuffer(1 << 12));
  #ends: number[] = [];
  #hashes: number[] = [];
  /** By hash, with the next free place where that is taken: the number of a string, or -1. */
  #places = new Int32Array(1 << 8).fill(-1);
  readonly #most: number;

  /** @param most how many bytes are kept in all; where they are full, nothing more is added. */
  constructor(most = 1 << 23) {
    this.#most = most;
  }

  get size(): number {
    return this.#ends.length;
  }

  /** Is there little room for more? */
  get isFull(): boolean {
    return (this.#ends.at(-1) ?? 0) + LONGEST > this.#most;
  }

  /** The number of the bytes from `from` to before `to`, or -1. */
  find(bytes: DataView, from: number, to: number): number {
    return this.#find(bytes, from, to, hashOf(bytes, from, to));
  }

  /** The same; bytes that are new get the next number. -1 where there is no room for them. */
  add(bytes: DataView, from: number, to: number): number {
    const hash = hashOf(bytes, from, to);
    const known = this.#find(bytes, from, to, hash);
    const length = to - from;
    const used = this.#ends.at(-1) ?? 0;
    if (known >= 0 || length > LONGEST || used + length > this.#most) return known;
    if (used + length > this.#bytes.byteLength) this.#grow(used + length);
    new Uint8Array(this.#bytes.buffer).set(new Uint8Array(bytes.buffer, bytes.byteOffset + from, length), used);
    const number = this.#ends.push(used + length) - 1;
    this.#hashes.push(hash);
    if (number * 2 >= this.#places.length) this.#spread();
    else this.#place(number);
    return number;
  }

  #find(bytes: DataView, from: number, to: number, hash: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const number = places[at] as number;
      if (number < 0) return -1;
      if (this.#hashes[number] === hash && this.#is(number, bytes, from, to)) return number;
    }
  }

  #is(number: number, bytes: DataView, from: number, to: number): boolean {
    const own = this.#bytes;
    const end = this.#ends[number] as number;
    let at = number === 0 ? 0 : (this.#ends[number - 1] as number);
    if (end - at !== to - from) return false;
    let i = from;
    for (; i + 4 <= to; i += 4, at += 4) if (own.getInt32(at) !== bytes.getInt32(i)) return false;
    for (; i < to; i++, at++) if (own.getUint8(at) !== bytes.getUint8(i)) return false;
    return true;
  }

  #place(number: number): void {
    const mask = this.#places.length - 1;
    let at = (this.#hashes[number] as number) & mask;
    while ((this.#places[at] as number) >= 0) at = (at + 1) & mask;
    this.#places[at] = number;
  }

  #spread(): void {
    this.#places = new Int32Array(this.#places.length * 4).fill(-1);
    for (let i = 0; i < this.#ends.length; i++) this.#place(i);
  }

  #grow(least: number): void {
    const bytes = new Uint8Array(Math.max(least, this.#bytes.byteLength * 2));
    bytes.set(new Uint8Array(this.#bytes.buffer));
    this.#bytes = new DataView(bytes.buffer);
  }
}

/** Four bytes at a time, mixed as MurmurHash2 does (Austin Appleby, in the public domain). */
function hashOf(bytes: DataView, from: number, to: number): number {
  let h = to - from;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const k = Math.imul(bytes.getInt32(i), 0x5bd1e995);
    h = Math.imul(h, 0x5bd1e995) ^ Math.imul(k ^ (k >>> 24), 0x5bd1e995);
  }
  for (; i < to; i++) h = Math.imul(h ^ bytes.getUint8(i), 0x5bd1e995);
  h = Math.imul(h ^ (h >>> 13), 0x5bd1e995);
  return (h ^ (h >>> 15)) >>> 0;
}
