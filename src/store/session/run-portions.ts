import { BarIndex } from '../../layout/bars.ts';
import { markOf } from '../../study/marks.ts';
import type { PackedTrace } from '../../trace/packed-trace.ts';
import { CHUNK_ROWS } from '../../trace/row-chunk.ts';
import type { RunPortion } from './arriving-run.ts';

/** A portion before it is sent: what the page has not heard of yet is added then. */
export type CutPortion = Omit<RunPortion, 'news'>;

/** Cuts a run into portions while it is made, on the side of the worker. Each is one chunk of its rows. */
export class RunPortions {
  readonly #trace: PackedTrace;
  readonly #bars: BarIndex;
  #chunks = 0;
  #barCount = 0;

  constructor(trace: PackedTrace) {
    this.#trace = trace;
    this.#bars = new BarIndex(trace);
  }

  /** The rows that follow the last portion; null for none, and for fewer than fill a chunk as long as the run goes on. */
  next(isOver: boolean): CutPortion | null {
    const trace = this.#trace;
    const from = this.#chunks * CHUNK_ROWS;
    const end = Math.min(trace.length, from + CHUNK_ROWS);
    if (end <= from || (end < from + CHUNK_ROWS && !isOver)) return null;
    const soFar = trace.upTo(end);
    const marks = new Uint8Array(end - from);
    for (const e of trace.rows(from, end)) {
      marks[e.row - from] = markOf(soFar, e);
      // Asked for once, it goes with the tables: who draws the row needs no tables of calls.
      soFar.said(e.row);
    }
    const { count, ...bars } = this.#bars.pack(soFar, this.#barCount);
    const rows = trace.packed(this.#chunks);
    this.#barCount = count;
    this.#chunks++;
    return { rows, marks, bars };
  }
}
