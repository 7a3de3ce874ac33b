import { Damage } from '../kernel-events/file-bytes.ts';

/** Unpacks one block; `size` is how many bytes it is said to have unpacked. Throws Damage for a block that is broken. */
export type Unpack = (packed: Uint8Array, size: number) => Promise<Uint8Array>;

/** No block is larger: trace-cmd packs 10 pages at a time, and a section is some megabytes. */
const LARGEST = 1 << 30;
/** What packs best packs a page of zeros to some bytes, so nothing honest grows more than this. */
const MOST_TIMES = 40_000;

/** How blocks of this name are unpacked; null where that is not known here. What it needs is loaded when it is needed. */
export async function unpackerOf(name: string): Promise<Unpack | null> {
  if (name === 'none') return async (packed) => packed;
  if (name === 'zlib') return checked(inflate);
  if (name !== 'zstd') return null;
  const { decompress } = await import('fzstd');
  // It fills the room that it is given and returns all of it; what it did not write is zero.
  return checked(async (packed, size) => decompress(packed, new Uint8Array(size)));
}

const checked =
  (unpack: Unpack): Unpack =>
  async (packed, size) => {
    if (size > LARGEST || size > packed.length * MOST_TIMES)
      throw new Damage(`a packed block of ${packed.length} bytes says that it has ${size}`);
    try {
      return await unpack(packed, size);
    } catch (e) {
      throw new Damage(`a packed block is broken (${e instanceof Error ? e.message : String(e)})`);
    }
  };

async function inflate(packed: Uint8Array, size: number): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const feeding = writer.write(packed as Uint8Array<ArrayBuffer>).then(() => writer.close());
  // What is wrong is told by the other end.
  feeding.catch(() => undefined);
  const reader = stream.readable.getReader();
  const all = new Uint8Array(size);
  let at = 0;
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    if (at + value.length > size) {
      await reader.cancel().catch(() => undefined);
      throw new Error('it has more bytes than it says');
    }
    all.set(value, at);
    at += value.length;
  }
  await feeding;
  return all.subarray(0, at);
}
