import { printable } from '../base/printable.ts';

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
  #known: Map<string, number> | null = null;

  constructor(list: readonly string[] = ['']) {
    this.list = [...list];
  }

  /** Made at the first question: who only reads the texts needs no index. */
  get #ids(): Map<string, number> {
    this.#known ??= new Map(this.list.map((text, i) => [text, i]));
    return this.#known;
  }

  /** Texts that another list has numbered; none of them is in this one. */
  append(texts: readonly string[]): void {
    for (const text of texts) this.list.push(text);
    this.#known = null;
  }

  id(text: string): number {
    const ids = this.#ids;
    const known = ids.get(text);
    if (known !== undefined) return known;
    const copy = own(text);
    const clean = printable(copy);
    const id = clean === copy ? this.list.length : (ids.get(clean) ?? this.list.length);
    ids.set(copy, id);
    ids.set(clean, id);
    if (id === this.list.length) this.list.push(clean);
    return id;
  }

  text(id: number): string {
    return this.list[id] ?? '';
  }
}
