import type { Trace } from '../trace/trace.ts';
import type { Line, Lines } from './lines.ts';
import type { RowRange } from './rows.ts';

/** The most empty lines that stand for one pause, however long it is. */
const MOST = 6;

/**
 * Rows on a scale of time: where much more time passes than between most rows there are empty lines, one for each
 * doubling beyond four times the usual, and the first of them says how long it was.
 */
export class TimedLines implements Lines {
  readonly length: number;
  readonly #trace: Trace;
  /** The line of each row. */
  readonly #of: Uint32Array;

  constructor(trace: Trace) {
    this.#trace = trace;
    this.#of = new Uint32Array(trace.length);
    const usual = usualPause(trace);
    let line = 0;
    let before: number | null = null;
    for (const e of trace.rows()) {
      const pause: number = before === null ? 0 : e.at - before;
      if (pause > 4 * usual) line += Math.min(Math.max(Math.round(Math.log2(pause / (4 * usual))), 1), MOST);
      this.#of[e.row] = line++;
      before = e.at;
    }
    this.length = line;
  }

  at(line: number): Line {
    const row = this.#rowFrom(line);
    const of = this.#of[row];
    if (of === line) return { kind: 'row', row, differs: false };
    const before = row === 0 ? -1 : (this.#of[row - 1] ?? -1);
    const pause = row === 0 || of === undefined ? 0 : this.#trace.row(row).at - this.#trace.row(row - 1).at;
    return line === before + 1 ? { kind: 'pause', nanoseconds: pause } : { kind: 'pause', nanoseconds: null };
  }

  lineOf(row: number): number {
    return this.#of[row] ?? this.length;
  }

  rowsWithin(first: number, end: number): RowRange {
    return { first: this.#rowFrom(first), end: this.#rowFrom(end) };
  }

  /** The first row that stands in this line or below it. */
  #rowFrom(line: number): number {
    let lo = 0;
    let hi = this.#of.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((this.#of[mid] as number) < line) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }
}

/** The middle of the pauses between the first rows, in nanoseconds; at least one. */
function usualPause(trace: Trace): number {
  const pauses: number[] = [];
  let before: number | null = null;
  for (const e of trace.rows(0, Math.min(trace.length, 2000))) {
    if (before !== null && e.at > before) pauses.push(e.at - before);
    before = e.at;
  }
  pauses.sort((a, b) => a - b);
  return Math.max(pauses[pauses.length >> 1] ?? 1, 1);
}
