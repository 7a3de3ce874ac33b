import { BarIndex } from '../../layout/bars.ts';
import { markOf } from '../../study/marks.ts';
import type { Trace } from '../../trace/trace.ts';
import type { RunPortion } from './arriving-run.ts';

/** Cuts a run into portions while it is made, on the side of the worker. */
export class RunPortions {
  readonly #bars: BarIndex;
  #rows = 0;
  #barCount = 0;

  constructor(trace: Trace) {
    this.#bars = new BarIndex(trace);
  }

  /** The rows that have come since the last portion, at most `most`; null for none. */
  next(trace: Trace, most: number): RunPortion | null {
    const end = Math.min(trace.length, this.#rows + most);
    if (end === this.#rows) return null;
    const rows = [...trace.rows(this.#rows, end)];
    const marks = Uint8Array.from(rows, (e) => markOf(trace, e));
    const { count, ...bars } = this.#bars.pack(upTo(trace, end), this.#barCount);
    this.#barCount = count;
    this.#rows = end;
    return { rows, marks, bars };
  }
}

/** What the index of bars needs of a trace, as if it ended there. */
const upTo = (trace: Trace, length: number): Trace => ({
  length,
  row: (index) => trace.row(index),
  rows: (from = 0, to = length) => trace.rows(from, Math.min(to, length)),
});
