/** What was to be read is not there, or is not what it should be. Thrown inside the readers of binary files alone. */
export class Damage extends Error {}

/** A file that can be read at any place: what is not needed yet is not in memory. */
export interface OpenFile {
  readonly size: number;
  read(at: number, length: number): Promise<Uint8Array>;
  /** What was read is needed no more, and nobody looks at it: its memory may be taken at once. */
  done?(bytes: Uint8Array): void;
}

/** What was to be read has not been loaded yet. */
class NotLoaded extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`byte ${at} is not loaded`);
    this.at = at;
  }
}

/** Bytes by their position. `bytes` throws Damage for what lies beyond the end. */
export interface ByteSource {
  readonly size: number;
  bytes(at: number, length: number): Uint8Array;
}

const BLOCK = 1 << 20;
const AHEAD = 4 * BLOCK;

/**
 * A file in memory, in blocks: it grows without being copied, and what has been used is given back block by block. So
 * a binary file, whose directory may be at its end, needs no more memory than its own size.
 */
export class FileBytes implements ByteSource {
  readonly #blocks: (Uint8Array | undefined)[] = [];
  readonly #file: OpenFile | null;
  #size: number;

  /** @param file where the bytes are; null where they are appended. */
  constructor(file: OpenFile | null = null) {
    this.#file = file;
    this.#size = file?.size ?? 0;
  }

  get size(): number {
    return this.#size;
  }

  /** More of the file. */
  append(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; ) {
      const within = this.#size % BLOCK;
      if (within === 0) this.#blocks.push(new Uint8Array(BLOCK));
      const some = chunk.subarray(from, from + BLOCK - within);
      (this.#blocks.at(-1) as Uint8Array).set(some, within);
      this.#size += some.length;
      from += some.length;
    }
  }

  /** `length` bytes from `at` on; they share memory with the file where they lie in one block. */
  bytes(at: number, length: number): Uint8Array {
    if (!(at >= 0 && length >= 0 && at + length <= this.#size)) throw beyond('the file', at + length, this.#size);
    if (length === 0) return new Uint8Array(0);
    const first = Math.floor(at / BLOCK);
    const within = at - first * BLOCK;
    if (within + length <= BLOCK) return this.#block(first).subarray(within, within + length);
    return this.copy(at, length, new Uint8Array(length));
  }

  /** The same as a copy at the beginning of `into`: it stays when its blocks are given back. */
  copy(at: number, length: number, into: Uint8Array): Uint8Array {
    if (!(at >= 0 && length >= 0 && at + length <= this.#size)) throw beyond('the file', at + length, this.#size);
    for (let done = 0; done < length; ) {
      const here = (at + done) % BLOCK;
      const some = this.#block(Math.floor((at + done) / BLOCK)).subarray(here, here + length - done);
      into.set(some, done);
      done += some.length;
    }
    return into.subarray(0, length);
  }

  /** Loads the bytes of this range, as far as the file goes. */
  async load(at: number, length: number): Promise<void> {
    if (this.#file === null || !(at >= 0 && length > 0)) return;
    const end = Math.min(at + length, this.#size);
    for (let i = Math.floor(at / BLOCK); i * BLOCK < end; i++)
      this.#blocks[i] ??= await this.#file.read(i * BLOCK, Math.min(BLOCK, this.#size - i * BLOCK));
  }

  /** What `read` answers. It is run again for each block that it needs and that is not loaded yet. */
  async reading<T>(read: () => T): Promise<T> {
    for (;;) {
      try {
        return read();
      } catch (e) {
        if (!(e instanceof NotLoaded)) throw e;
        // Twice as much each time would be too much at the end of a file: some blocks are.
        await this.load(e.at, AHEAD);
      }
    }
  }

  /** The bytes of this range are needed no more: what `bytes` gave of them is empty from now on. */
  release(from: number, to: number): void {
    for (let i = Math.ceil(from / BLOCK); (i + 1) * BLOCK <= to && i < this.#blocks.length; i++) {
      const block = this.#blocks[i];
      if (block !== undefined) this.#file?.done?.(block);
      this.#blocks[i] = undefined;
    }
  }

  #block(i: number): Uint8Array {
    const block = this.#blocks[i];
    if (block === undefined && this.#file !== null) throw new NotLoaded(i * BLOCK);
    if (block === undefined) throw new Damage(`byte ${i * BLOCK} belongs to two parts of the file`);
    return block;
  }
}

const beyond = (what: string, to: number, end: number): Damage =>
  new Damage(
    Number.isFinite(to) && to > end
      ? `${what} ends at byte ${end}, and should go on to byte ${to} at least`
      : 'a size in it is not possible',
  );

/** Bytes that are all there, such as a section that was unpacked. */
export const sourceOf = (all: Uint8Array): ByteSource => ({
  size: all.length,
  bytes(at, length) {
    if (!(at >= 0 && length >= 0 && at + length <= all.length)) throw beyond('this part', at + length, all.length);
    return all.subarray(at, at + length);
  },
});
