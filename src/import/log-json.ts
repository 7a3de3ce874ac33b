import type { Importer, LineReader } from './importer.ts';
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
    head.some((l) => /^[^"\w]{0,80}(?:data: )?[\s{]{0,40}"/.test(l) && /"(?:MESSAGE|__CURSOR|msg|data)"\s*:/.test(l))
      ? new LogJsonReader()
      : null,
};

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
