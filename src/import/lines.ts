/** The longest line that is read whole, in characters; a longer one is cut there, so that no input can fill the memory. */
export const MAX_LINE = 65_536;

/** How the bytes of a file stand for characters. A redirection in PowerShell writes UTF-16. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** By the byte order mark, or by the zero bytes that UTF-16 has for every letter of plain text. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  for (const [i, b] of head.subarray(0, 4096).entries()) if (b === 0) zeros[i & 1] = (zeros[i & 1] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = Math.min(head.length, 4096) / 2;
  if (half >= 8 && odd > half * 0.8 && even < half * 0.1) return 'utf-16le';
  return half >= 8 && even > half * 0.8 && odd < half * 0.1 ? 'utf-16be' : 'utf-8';
}

/** Receives one line without its end. `number` counts from 1; `cut` says that the line was longer than MAX_LINE. */
export type OnLine = (text: string, number: number, cut: boolean) => void;

/**
 * Cuts a stream of bytes into lines. Bytes are read as UTF-8 where nothing else is said; what is not UTF-8 becomes
 * U+FFFD. Lines end in LF, with any number of CR before it (a serial line adds its own). The text of a line may share memory with its chunk: keep a copy (intern.ts), never the line itself.
 */
export class LineSplitter {
  readonly #onLine: OnLine;
  readonly #decoder: TextDecoder;
  #carry = '';
  #number = 0;
  #skipping = false;

  constructor(onLine: OnLine, encoding: Encoding = 'utf-8') {
    this.#onLine = onLine;
    this.#decoder = new TextDecoder(encoding);
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
    let end = whole.length;
    while (whole.charCodeAt(end - 1) === 0x0d) end--;
    this.#onLine(end === whole.length ? whole : whole.slice(0, end), ++this.#number, cut);
  }
}
