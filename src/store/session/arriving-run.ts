import { BarIndex, type PackedBars } from '../../layout/bars.ts';
import { giveMarks } from '../../study/marks.ts';
import type { Change, TraceEvent } from '../../trace/event.ts';
import { History } from '../../trace/history.ts';
import { MemoryTrace, type Trace } from '../../trace/trace.ts';

/** Rows of a run, and what the page would otherwise find out about them by looking at each. */
export interface RunPortion {
  readonly rows: readonly TraceEvent[];
  /** MARK bits of these rows. */
  readonly marks: Uint8Array;
  readonly bars: PackedBars;
}

/** What is here of a run that is on its way. */
export interface Arrived {
  readonly trace: Trace;
  readonly history: History;
}

/** Puts the portions of a run together, on the side of the page: what is here can be shown while the rest comes. */
export class ArrivingRun {
  readonly #rows = new MemoryTrace();
  readonly #history: History;
  #trace: Trace = this.#rows;
  #bars: BarIndex | null = null;
  #marks = new Uint8Array(0);

  /** @param start cells that are in place before the first row. */
  constructor(start: readonly Change[]) {
    this.#history = new History(this.#rows, start);
  }

  /** The run as far as it has come. Its rows stay as they are; the next portion makes another trace with the same root. */
  take({ rows, marks, bars }: RunPortion): Arrived {
    const from = this.#rows.length;
    for (const e of rows) this.#rows.append(e);
    const trace = this.#rows.upTo(this.#rows.length);
    this.#trace = trace;
    this.#bars ??= new BarIndex(trace);
    this.#bars.adopt(trace, bars);
    this.#mark(marks, from, trace);
    // The checkpoints are made as the rows come: nobody has to fold all of them at once.
    this.#history.at(trace.length - 1);
    return this.soFar;
  }

  /** What has come. */
  get soFar(): Arrived {
    return { trace: this.#trace, history: this.#history };
  }

  #mark(marks: Uint8Array, from: number, trace: Trace): void {
    if (trace.length > this.#marks.length) {
      const more = new Uint8Array(Math.ceil(trace.length * 1.5));
      more.set(this.#marks.subarray(0, from));
      this.#marks = more;
    }
    this.#marks.set(marks, from);
    giveMarks(trace, this.#marks.subarray(0, trace.length));
  }
}
