/** Bytes that are put in on one side and read on the other, in order, until the end is put in. */
export class ChunkQueue implements AsyncIterable<Uint8Array> {
  #chunks: Uint8Array[] = [];
  #ended = false;
  #wake: (() => void) | null = null;

  put(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** What was put in before is still read. */
  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunks = this.#chunks;
      this.#chunks = [];
      if (chunks.length > 0) yield* chunks;
      else if (this.#ended) return;
      else
        await new Promise<void>((go) => {
          this.#wake = go;
        });
    }
  }
}
