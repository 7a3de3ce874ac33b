/** So many bytes are remembered, the older ones less and less. */
const WINDOW = 512;
/** Fewer say nothing. */
const LEAST = 48;

/**
 * Is what comes text? At a wrong speed a serial line gives bytes of which most are none: control characters and bytes of
 * 0x80 and more, which a console prints seldom.
 */
export class TextShare {
  #all = 0;
  #no = 0;

  look(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#all++;
      if (byte >= 0x7f || (byte < 0x20 && !WRITTEN.has(byte))) this.#no++;
      if (this.#all < WINDOW) continue;
      this.#all /= 2;
      this.#no /= 2;
    }
  }

  /** More than half of what came lately is no text. */
  get odd(): boolean {
    return this.#all >= LEAST && this.#no * 2 > this.#all;
  }

  forget(): void {
    this.#all = 0;
    this.#no = 0;
  }
}

/** Bell, backspace, tab, line feed, form feed, carriage return, escape. */
const WRITTEN: ReadonlySet<number> = new Set([7, 8, 9, 10, 12, 13, 27]);
