import type { ByteReader } from './byte-reader.ts';

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

/** What is longer than this in bytes has more characters than MAX_LINE: none has more than three bytes of UTF-8 for a unit of UTF-16. */
const LONGEST = 3 * MAX_LINE + 3;

const LF = 0x0a;

/** Where fewer than half of the lines are known by their bytes, so many pieces are read as text before it is tried again. */
const PAUSE = 8;

/**
 * Cuts a stream of bytes into lines. Bytes are read as UTF-8 where nothing else is said; what is not UTF-8 becomes
 * U+FFFD. Lines end in LF, with any number of CR before it (a serial line adds its own). The text of a line may share memory with its chunk: keep a copy (intern.ts), never the line itself.
 */
export class LineSplitter {
  readonly #onLine: OnLine;
  /** Makes UTF-8 of another encoding. */
  readonly #foreign: TextDecoder | null;
  /** A mark of the byte order is taken off the beginning of the text alone. */
  #decoder = new TextDecoder('utf-8');
  readonly #later = new TextDecoder('utf-8', { ignoreBOM: true });
  /** The beginning of a line whose end is still to come. */
  #carry = new Uint8Array(1 << 10);
  #carried = 0;
  #number = 0;
  #skipping = false;
  #pause = 0;
  /** Is asked first for every line; null where all lines are read as text. */
  byBytes: ByteReader | null = null;

  constructor(onLine: OnLine, encoding: Encoding = 'utf-8') {
    this.#onLine = onLine;
    this.#foreign = encoding === 'utf-8' ? null : new TextDecoder(encoding);
  }

  get lines(): number {
    return this.#number;
  }

  push(chunk: Uint8Array): void {
    if (this.#foreign === null) this.#take(chunk);
    else this.#take(new TextEncoder().encode(this.#foreign.decode(chunk, { stream: true })));
  }

  /** The last line, where the text does not end in a line end. */
  end(): void {
    if (this.#foreign !== null) this.#take(new TextEncoder().encode(this.#foreign.decode()));
    const last = this.#skipping ? '' : this.#text(this.#carry, 0, this.#carried);
    this.#carried = 0;
    if (last !== '') this.#emit(last);
  }

  #take(bytes: Uint8Array): void {
    const first = bytes.indexOf(LF);
    if (first < 0) {
      this.#keep(bytes);
      return;
    }
    let from = 0;
    if (this.#carried > 0 || this.#skipping) {
      this.#keep(bytes.subarray(0, first));
      if (!this.#skipping) this.#emit(this.#text(this.#carry, 0, this.#carried));
      this.#skipping = false;
      this.#carried = 0;
      from = first + 1;
    }
    const end = bytes.lastIndexOf(LF) + 1;
    if (this.byBytes === null || this.#pause > 0) this.#asText(bytes, from, end);
    else this.#quickly(this.byBytes, bytes, from, end);
    this.#keep(bytes.subarray(end));
  }

  /** All lines from `from` to before `end` as text. */
  #asText(bytes: Uint8Array, from: number, end: number): void {
    if (from === end) return;
    if (this.#pause > 0) this.#pause--;
    const text = this.#text(bytes, from, end);
    for (let at = 0; at < text.length; ) {
      const lineEnd = text.indexOf('\n', at);
      this.#emit(text.slice(at, lineEnd));
      at = lineEnd + 1;
    }
  }

  /** The same; those that `reader` knows are not made text. */
  #quickly(reader: ByteReader, bytes: Uint8Array, from: number, end: number): void {
    let asText = 0;
    let taken = 0;
    for (let at = from; at < end; ) {
      const next = reader.take(bytes, at, end, this.#number + 1);
      if (next > at) {
        this.#number += reader.taken;
        taken += reader.taken;
        at = next;
        continue;
      }
      const lineEnd = bytes.indexOf(LF, at);
      asText++;
      this.#emit(this.#text(bytes, at, lineEnd));
      at = lineEnd + 1;
    }
    if (asText > taken) this.#pause = PAUSE;
  }

  /** Adds to the line that is not at its end yet. */
  #keep(bytes: Uint8Array): void {
    if (this.#skipping || bytes.length === 0) return;
    const length = this.#carried + bytes.length;
    if (length > this.#carry.length) {
      const longer = new Uint8Array(Math.max(length, this.#carry.length * 2));
      longer.set(this.#carry.subarray(0, this.#carried));
      this.#carry = longer;
    }
    this.#carry.set(bytes, this.#carried);
    this.#carried = length;
    if (length <= LONGEST) return;
    this.#emit(this.#text(this.#carry, 0, LONGEST));
    this.#carry = new Uint8Array(1 << 10);
    this.#carried = 0;
    this.#skipping = true;
  }

  #text(bytes: Uint8Array, from: number, end: number): string {
    const text = this.#decoder.decode(bytes.subarray(from, end));
    if (end > from) this.#decoder = this.#later;
    return text;
  }

  #emit(line: string): void {
    const cut = line.length > MAX_LINE;
    const whole = cut ? line.slice(0, MAX_LINE) : line;
    let end = whole.length;
    while (whole.charCodeAt(end - 1) === 0x0d) end--;
    this.#onLine(end === whole.length ? whole : whole.slice(0, end), ++this.#number, cut);
  }
}
