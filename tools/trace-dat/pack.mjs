// Packs a block as trace-cmd's library for that name would: zlib with Node's, zstd without compression.
import { deflateSync } from 'node:zlib';

const LARGEST_BLOCK = 128 * 1024;

/** A zstd frame (RFC 8878) of raw blocks, and of one repeated byte where there is nothing else. */
function zstd(bytes) {
  const blocks = [];
  for (let from = 0; from < bytes.length || blocks.length === 0; from += LARGEST_BLOCK) {
    const some = bytes.subarray(from, from + LARGEST_BLOCK);
    const isOne = some.length > 1 && some.every((b) => b === some[0]);
    const last = from + LARGEST_BLOCK >= bytes.length ? 1 : 0;
    const head = last | (isOne ? 2 : 0) | (some.length << 3);
    blocks.push(Uint8Array.of(head & 255, (head >> 8) & 255, head >> 16), isOne ? some.subarray(0, 1) : some);
  }
  // One segment: the size of the content, in four bytes, is that of the window.
  const head = new Uint8Array(9);
  head.set([0x28, 0xb5, 0x2f, 0xfd, 0xa0]);
  new DataView(head.buffer).setUint32(5, bytes.length, true);
  return Uint8Array.from(Buffer.concat([head, ...blocks]));
}

/** How a block is packed, by the name that the file's head gives. */
export const PACKERS = {
  zlib: (bytes) => new Uint8Array(deflateSync(bytes)),
  zstd,
  /** No such library: for files that cannot be read. */
  lzo: (bytes) => bytes,
};
