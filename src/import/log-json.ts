import type { Head, Importer, LineReader } from './importer.ts';
import { type Json, JsonObjects } from './json-objects.ts';
import { entryOf } from './log-entry.ts';
import type { Recording } from './recording.ts';
import { TraceTextReader } from './trace-text.ts';

const isEntry = (o: Json): boolean =>
  'MESSAGE' in o ||
  '__CURSOR' in o ||
  (typeof o.msg === 'string' && ('pri' in o || 'time' in o || 'dt' in o)) ||
  (typeof o.data === 'string' && o.type === 'printf');

/** journalctl -o json, json-pretty, json-sse and json-seq, dmesg --json, bpftrace -f json, and the log of LAVA. */
export const logJsonImporter: Importer = {
  what: 'a log in JSON (journalctl -o json, dmesg --json, bpftrace -f json)',
  open: (head) =>
    hasFields(head, /"(?:MESSAGE|__CURSOR)"\s*:/) ||
    (hasFields(head, /"msg"\s*:/) && hasFields(head, /"(?:pri|time|dt)"\s*:/)) ||
    (hasFields(head, /"data"\s*:/) && hasFields(head, /"type"\s*:\s*"/))
      ? new LogJsonReader()
      : null,
};

const hasFields = (head: Head, names: RegExp): boolean =>
  head.some((l) => /^[^"\w]{0,80}(?:data: )?[\s{]{0,40}"/.test(l) && names.test(l));

class LogJsonReader implements LineReader {
  readonly #text = new TraceTextReader();
  readonly #objects = new JsonObjects(isEntry);

  rows(): number {
    return this.#text.rows();
  }

  notUnderstood(): number {
    return this.#text.notUnderstood();
  }

  line(text: string, number: number): void {
    for (const piece of this.#objects.line(text)) {
      if ('broken' in piece) this.#text.broken(number, piece.broken, 'This entry of the log is no complete JSON.');
      else {
        const entry = entryOf(piece.value);
        if (entry !== null) this.#text.logged(entry.message, entry, number);
      }
    }
  }

  soFar(lines: number): Recording {
    return this.#text.soFar(lines);
  }

  finish(lines: number): Recording {
    const rest = this.#objects.rest();
    if (rest !== null) this.#text.broken(lines, rest, 'The file ends in the middle of this entry.');
    return this.#text.finish(lines);
  }
}
