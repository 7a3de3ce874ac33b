import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { lineOf, type Sentence } from './sentence.ts';

const bySource = new WeakMap<Trace, { readonly length: number; readonly rows: Map<string, number[]> }>();

/** The rows of each source file: one pass over the trace, then free. */
function rowsOf(trace: Trace, src: string): readonly number[] {
  let index = bySource.get(trace);
  if (index?.length !== trace.length) {
    const rows = new Map<string, number[]>();
    for (const e of trace.rows()) {
      if (e.src === null) continue;
      const list = rows.get(e.src);
      if (list === undefined) rows.set(e.src, [e.row]);
      else list.push(e.row);
    }
    index = { length: trace.length, rows };
    bySource.set(trace, index);
  }
  return index.rows.get(src) ?? [];
}

const known = new WeakMap<Trace, Map<string, RowsOfFile>>();

/** The rows of a file by its lines, made when they are first asked for and kept with the trace. */
export function rowsOfFile(trace: Trace, src: string, all: readonly Sentence[]): RowsOfFile {
  const files = known.get(trace) ?? new Map<string, RowsOfFile>();
  known.set(trace, files);
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
    for (const row of rowsOf(trace, src)) {
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
