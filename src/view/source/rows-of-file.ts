import type { TraceEvent } from '../../trace/event.ts';
import { sourcesOf } from '../../trace/index.ts';
import { perTrace } from '../../trace/per-trace.ts';
import type { Trace } from '../../trace/trace.ts';
import { lineOf, type Sentence } from './sentence.ts';

const filesOf = perTrace(() => new Map<string, RowsOfFile>());

/** The rows of a file by its lines, made when they are first asked for and kept with the trace. */
export function rowsOfFile(trace: Trace, src: string, all: readonly Sentence[]): RowsOfFile {
  const files = filesOf(trace);
  const rows = files.get(src) ?? new RowsOfFile(trace, src, all);
  files.set(src, rows);
  return rows;
}

/** Which rows of a trace a source file produced, by its lines. */
export class RowsOfFile {
  readonly #rows = new Map<number, number[]>();
  readonly #lines = new Map<string, number | null>();
  readonly #all: readonly Sentence[];
  readonly #trace: Trace;
  /** Lines that produced at least one row, ascending. */
  readonly lines: readonly number[];

  constructor(trace: Trace, src: string, all: readonly Sentence[]) {
    this.#all = all;
    this.#trace = trace;
    for (const row of sourcesOf(trace).get(src) ?? []) {
      const e = trace.row(row);
      const line = this.lineOfRow(e);
      if (line === null) continue;
      const rows = this.#rows.get(line);
      if (rows === undefined) this.#rows.set(line, [e.row]);
      else rows.push(e.row);
    }
    this.lines = [...this.#rows.keys()].sort((a, b) => a - b);
  }

  /**
   * The line (from 0) that produced this row; null where the file does not say its sentence. A reply is explained by
   * its registers, so its line is that of its call.
   */
  lineOfRow(e: TraceEvent): number | null {
    const own = this.#line(e.why);
    if (own !== null || e.kind !== 'return' || e.of < 0 || e.of >= this.#trace.length) return own;
    return this.#line(this.#trace.row(e.of).why);
  }

  /** The next row after `cursor` that this line produced, or its first; null for a line that produced none. */
  next(line: number, cursor: number): number | null {
    const rows = this.#rows.get(line);
    return rows?.find((row) => row > cursor) ?? rows?.[0] ?? null;
  }

  #line(why: string): number | null {
    const known = this.#lines.get(why);
    if (known !== undefined) return known;
    const line = lineOf(this.#all, why);
    this.#lines.set(why, line);
    return line;
  }
}
