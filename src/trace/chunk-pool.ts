import { RowChunk } from './row-chunk.ts';

/** Forgets chunks that are gone when there are twice as many as were alive the last time; not below this. */
const FEWEST = 256;

/**
 * Chunks of rows of the same tables, each kept once while anybody has it: a fork has the rows before its difference in
 * common with the run that it was made from.
 */
export class ChunkPool {
  readonly #chunks = new Map<number, WeakRef<RowChunk>>();
  #sweepAt = FEWEST;

  /** The chunk with these rows: one that is known, where it is the same to the last byte. */
  of(buffer: ArrayBuffer): RowChunk {
    const hash = hashOf(buffer);
    const known = this.#chunks.get(hash)?.deref();
    if (known?.equals(buffer) === true) return known;
    const chunk = RowChunk.of(buffer);
    this.#chunks.set(hash, new WeakRef(chunk));
    if (this.#chunks.size >= this.#sweepAt) this.#sweep();
    return chunk;
  }

  #sweep(): void {
    for (const [hash, chunk] of this.#chunks) if (chunk.deref() === undefined) this.#chunks.delete(hash);
    this.#sweepAt = Math.max(FEWEST, this.#chunks.size * 2);
  }
}

/** FNV-1a over words. Two chunks with the same hash are compared, so it need not be a good one. */
function hashOf(buffer: ArrayBuffer): number {
  let hash = 0x811c9dc5;
  for (const word of new Int32Array(buffer)) hash = Math.imul(hash ^ word, 0x01000193);
  return hash;
}
