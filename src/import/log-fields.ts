import type { Importer, LineReader } from './importer.ts';
import { entryOf } from './log-entry.ts';
import type { Recording } from './recording.ts';
import { TraceTextReader } from './trace-text.ts';

const FIELD = /^ {0,8}([A-Z_][A-Z0-9_]{0,63})=(.*)$/;
/** The first line of an entry of -o verbose: its time and its cursor. */
const CURSOR = /^\w{3} \d{4}-\d{2}-\d{2} .{8,40} \[s=[0-9a-f]/;

/** journalctl -o export and -o verbose: a field a line, entries separated by an empty line or by a line with the cursor. */
export const logFieldsImporter: Importer = {
  what: 'a journal with its fields (journalctl -o export, -o verbose)',
  open: (head) => (head.some((l) => CURSOR.test(l) || l.startsWith('__CURSOR=')) ? new LogFieldsReader() : null),
};

class LogFieldsReader implements LineReader {
  readonly #text = new TraceTextReader();
  #fields: { [name: string]: string } = {};
  #at = 0;
  /** The field whose value follows with its length (export writes so what holds a line end), and how many bytes are left. */
  #binary: { readonly name: string; left: number } | null = null;

  rows(): number {
    return this.#text.rows();
  }

  notUnderstood(): number {
    return this.#text.notUnderstood();
  }

  line(text: string, number: number): void {
    if (this.#binary !== null && this.#more(this.#binary, text)) return;
    const m = FIELD.exec(text);
    if (m !== null) {
      this.#fields[m[1] as string] = m[2] as string;
      this.#at = number;
    } else if (text.trim() === '' || CURSOR.test(text)) this.#flush();
    else if (/^[A-Z_][A-Z0-9_]{0,63}$/.test(text)) this.#binary = { name: text, left: -1 };
    else if (!/^ {8,}/.test(text)) this.#text.broken(number, text, 'This is no field of a journal.');
  }

  soFar(lines: number): Recording {
    return this.#text.soFar(lines);
  }

  finish(lines: number): Recording {
    this.#flush();
    return this.#text.finish(lines);
  }

  #more(field: { readonly name: string; left: number }, text: string): boolean {
    let line = text;
    if (field.left < 0) {
      // Eight bytes, the lowest first: the length of what follows.
      const head = line.slice(0, 8);
      line = line.slice(8);
      field.left = [...head].reduce((n, c, i) => n + (c.codePointAt(0) ?? 0) * 256 ** i, 0);
      this.#fields[field.name] = line;
    } else this.#fields[field.name] = `${this.#fields[field.name]}\n${line}`;
    field.left -= new TextEncoder().encode(line).length + 1;
    if (!(field.left >= 0 && field.left < 1e6)) this.#binary = null;
    return true;
  }

  #flush(): void {
    this.#binary = null;
    const entry = entryOf(this.#fields);
    this.#fields = {};
    if (entry !== null) this.#text.logged(entry.message, entry, this.#at);
  }
}
