/** The longest line that is read whole, in characters; a longer one is cut there, so that no input can fill the memory. */
export const MAX_LINE = 65_536;

/** Receives one line without its end. `number` counts from 1; `cut` says that the line was longer than MAX_LINE. */
export type OnLine = (text: string, number: number, cut: boolean) => void;

/**
 * Cuts a stream of bytes into lines. Bytes are read as UTF-8; what is not UTF-8 becomes U+FFFD. Lines end in LF or
 * CRLF. The text of a line may share memory with its chunk: keep a copy (intern.ts), never the line itself.
 */
export class LineSplitter {
  readonly #onLine: OnLine;
  readonly #decoder = new TextDecoder('utf-8');
  #carry = '';
  #number = 0;
  #skipping = false;

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  get lines(): number {
    return this.#number;
  }

  push(chunk: Uint8Array): void {
    this.#take(this.#decoder.decode(chunk, { stream: true }));
  }

  /** The last line, where the text does not end in a line end. */
  end(): void {
    this.#take(this.#decoder.decode());
    if (this.#carry !== '') this.#emit(this.#carry);
    this.#carry = '';
  }

  #take(text: string): void {
    let from = 0;
    for (;;) {
      const end = text.indexOf('\n', from);
      if (end < 0) break;
      if (this.#skipping) this.#skipping = false;
      else this.#emit(this.#carry === '' ? text.slice(from, end) : this.#carry + text.slice(from, end));
      this.#carry = '';
      from = end + 1;
    }
    if (this.#skipping) return;
    this.#carry += text.slice(from);
    if (this.#carry.length <= MAX_LINE) return;
    this.#emit(this.#carry);
    this.#carry = '';
    this.#skipping = true;
  }

  #emit(line: string): void {
    const cut = line.length > MAX_LINE;
    const whole = cut ? line.slice(0, MAX_LINE) : line;
    this.#onLine(whole.endsWith('\r') ? whole.slice(0, -1) : whole, ++this.#number, cut);
  }
}
