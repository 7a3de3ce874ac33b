/** A record of a file of JSON, or a piece of one that cannot be read. */
export type JsonPiece = { readonly value: Json } | { readonly broken: string };
export type Json = { readonly [name: string]: unknown };

interface Open {
  /** Where it begins in the buffer; -1 where that has been given away. */
  at: number;
  readonly isArray: boolean;
  /** Does it hold an object that was answered? Then it is what lies around the records. */
  holds: boolean;
}

/**
 * Finds the objects of a text of JSON line by line: in an array or behind each other, one a line or set out over many,
 * and also where the text is damaged or has no beginning or end. A string of JSON holds no line end, so each line is
 * a new chance: what a damaged record costs is that record.
 */
export class JsonObjects {
  readonly #wanted: (value: Json) => boolean;
  #buffer = '';
  #stack: Open[] = [];
  #inString = false;
  #escaped = false;
  /** Looks for the begin of a record, behind damage. */
  #lost = false;
  /** The last character that is no blank, outside strings. */
  #before = '';

  constructor(wanted: (value: Json) => boolean) {
    this.#wanted = wanted;
  }

  /** Is everything that was begun also ended? */
  get whole(): boolean {
    return this.#stack.length === 0 && !this.#lost;
  }

  line(text: string): readonly JsonPiece[] {
    const found: JsonPiece[] = [];
    if (this.#lost) {
      if (!/^[\s,\]}]*\{/.test(text)) return found;
      this.#lost = false;
    }
    const from = this.#buffer.length;
    this.#buffer += `${text}\n`;
    let i = from;
    // A piece that is answered takes the buffer with it, and places move.
    while (i < this.#buffer.length) i = this.#character(i, found);
    if (this.#inString) this.#damage(found);
    if (this.#stack.length === 0 || this.#stack.every((o) => o.at < 0)) this.#buffer = '';
    return found;
  }

  #character(i: number, found: JsonPiece[]): number {
    const c = this.#buffer[i] as string;
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (c === '\\') this.#escaped = true;
      else if (c === '"') this.#inString = false;
      return i + 1;
    }
    if (c === '"') this.#inString = this.#stack.length > 0;
    else if (c === '{' || c === '[') return this.#open(i, c === '[', found);
    else if (c === '}' || c === ']') return this.#close(i, c === ']', found);
    if (c > ' ') this.#before = c;
    return i + 1;
  }

  #open(i: number, isArray: boolean, found: JsonPiece[]): number {
    const outer = this.#stack.at(-1);
    // Inside an object a value stands behind a colon: anything else is the next record behind one that has no end.
    if (outer !== undefined && !outer.isArray && this.#before !== ':') {
      this.#stack.pop();
      if (outer.at >= 0) found.push({ broken: this.#buffer.slice(outer.at, i).trim() });
    }
    this.#stack.push({ at: i, isArray, holds: false });
    this.#before = isArray ? '[' : '{';
    return i + 1;
  }

  #close(i: number, isArray: boolean, found: JsonPiece[]): number {
    this.#before = isArray ? ']' : '}';
    const open = this.#stack.at(-1);
    if (open === undefined) return i + 1;
    if (open.isArray !== isArray) {
      this.#damage(found);
      return this.#buffer.length;
    }
    this.#stack.pop();
    if (isArray || open.holds || open.at < 0) return i + 1;
    const text = this.#buffer.slice(open.at, i + 1);
    const value = parsed(text);
    if (value === null) found.push({ broken: text });
    else if (this.#wanted(value)) found.push({ value });
    // What is inside a record is no record of its own.
    else return i + 1;
    for (const outer of this.#stack) {
      outer.at = -1;
      outer.holds = true;
    }
    this.#buffer = this.#buffer.slice(i + 1);
    return 0;
  }

  #damage(found: JsonPiece[]): void {
    const open = this.#stack.find((o) => !o.isArray && !o.holds);
    found.push({ broken: this.#buffer.slice(Math.max(open?.at ?? 0, 0)).trim() });
    this.#stack = this.#stack.filter((o) => o.isArray || o.holds);
    this.#buffer = '';
    this.#inString = false;
    this.#escaped = false;
    this.#lost = true;
  }

  /** The record that was begun and has no end; null where there is none. */
  rest(): string | null {
    const open = this.#stack.find((o) => !o.isArray && !o.holds && o.at >= 0);
    return open === undefined ? null : this.#buffer.slice(open.at).trim();
  }
}

function parsed(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
  } catch {
    return null;
  }
}
