import type { Importer, LineReader } from './importer.ts';
import type { Json } from './json.ts';
import { JsonLineEvents } from './json-line-events.ts';
import { type Recording, ReportBuilder } from './recording.ts';

/** Our own JSON lines (trace/jsonl.ts): what `ffa-scope run --format jsonl` prints can be opened again. */
export const jsonLinesImporter: Importer = {
  what: "this project's JSON lines (ffa-scope run --format jsonl)",
  open: (head) => (head.some((l) => l.startsWith('{') && eventKind(parse(l)) !== null) ? new JsonLinesReader() : null),
};

class JsonLinesReader implements LineReader {
  readonly #events = new JsonLineEvents();
  readonly #report = new ReportBuilder();

  rows(): number {
    return this.#events.trace.length;
  }

  notUnderstood(): number {
    return this.#report.notUnderstood;
  }

  line(text: string, number: number): void {
    if (text.trim() === '') return;
    const value = parse(text);
    if (isDeparture(value)) {
      this.#report.skip('departure');
      return;
    }
    const problem = eventKind(value) === null ? 'This is no event as a JSON object.' : this.#events.add(value as Json);
    if (problem !== null) this.#report.broken(number, text, problem);
    else this.#count(value as Json);
  }

  soFar(lines: number): Recording {
    this.#report.lines = lines;
    return { format: 'JSON lines', trace: this.#events.trace, report: this.#report, timed: true };
  }

  finish(lines: number): Recording {
    this.#report.unanswered = this.#report.calls - this.#report.replies;
    return this.soFar(lines);
  }

  #count({ kind }: Json): void {
    const r = this.#report;
    if (kind === 'call') r.calls++;
    else if (kind === 'return') r.replies++;
    else if (kind === 'enter' || kind === 'step') r.steps++;
    else if (kind === 'irq') r.irqs++;
    else if (kind === 'log') r.logs++;
  }
}

const KINDS = new Set(['call', 'return', 'enter', 'step', 'irq', 'change', 'log', 'choice', 'violation']);

function eventKind(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, row } = value as Json;
  return typeof kind === 'string' && KINDS.has(kind) && typeof row === 'number' ? kind : null;
}

/** What `ffa-scope open --check` writes after the events. */
const isDeparture = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value as Json).kind === 'departure';

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
