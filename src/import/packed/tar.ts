import type { Member } from './archive.ts';

const BLOCK = 512;

/** `ustar` stands at 257 of the first block, whoever wrote the archive. */
export const isTar = (head: Uint8Array): boolean =>
  head.length >= 262 && String.fromCharCode(...head.subarray(257, 262)) === 'ustar';

/** The files of a tar archive as they come. Throws where it ends inside one. */
export async function* membersOfTar(source: AsyncGenerator<Uint8Array>): AsyncGenerator<Member> {
  const input = new Input(source);
  for (;;) {
    const header = await input.block();
    if (header === null) return;
    const size = sizeOf(header);
    // '0' and NUL are files; directories, links and headers of pax and GNU are none, an empty block is the end.
    const isFile = (header[156] === 0x30 || header[156] === 0) && header[0] !== 0;
    const bytes = input.take(size);
    if (isFile) yield { name: nameOf(header), bytes };
    for await (const _ of bytes);
    for await (const _ of input.take((BLOCK - (size % BLOCK)) % BLOCK));
  }
}

class Input {
  readonly #source: AsyncGenerator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncGenerator<Uint8Array>) {
    this.#source = source;
  }

  /** The next so many bytes, in pieces. */
  async *take(size: number): AsyncGenerator<Uint8Array> {
    let left = size;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw new Error('the archive ends inside a file');
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  /** The next block; null at the end. */
  async block(): Promise<Uint8Array | null> {
    const block = new Uint8Array(BLOCK);
    for (let at = 0; at < BLOCK; ) {
      if (this.#rest.length === 0 && !(await this.#more())) return null;
      const piece = this.#rest.subarray(0, BLOCK - at);
      block.set(piece, at);
      at += piece.length;
      this.#rest = this.#rest.subarray(piece.length);
    }
    return block;
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#rest = next.value;
    return true;
  }
}

const text = (header: Uint8Array, from: number, length: number): string => {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
};

function nameOf(header: Uint8Array): string {
  const prefix = text(header, 345, 155);
  return prefix === '' ? text(header, 0, 100) : `${prefix}/${text(header, 0, 100)}`;
}

/** Octal digits; of more than 8 GB a number of eight bytes behind a set bit. */
function sizeOf(header: Uint8Array): number {
  if (((header[124] as number) & 0x80) !== 0) return header.subarray(128, 136).reduce((n, byte) => n * 256 + byte, 0);
  const size = Number.parseInt(text(header, 124, 12).trim(), 8);
  return Number.isNaN(size) ? 0 : size;
}
