const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A copy of `text` that shares no memory with what it was sliced from. JavaScript engines keep the whole of a file's
 * chunk alive for one slice of it (V8 does so from 13 characters on).
 */
export const own = (text: string): string => (text.length < 13 ? text : decoder.decode(encoder.encode(text)));

/** Texts by number: a million rows name a few hundred functions. Number 0 is the empty text. */
export class Strings {
  readonly list: string[];
  readonly #ids = new Map<string, number>();

  constructor(list: readonly string[] = ['']) {
    this.list = [...list];
    for (const [i, text] of this.list.entries()) this.#ids.set(text, i);
  }

  id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const copy = own(text);
    this.#ids.set(copy, this.list.length);
    return this.list.push(copy) - 1;
  }

  text(id: number): string {
    return this.list[id] ?? '';
  }
}
