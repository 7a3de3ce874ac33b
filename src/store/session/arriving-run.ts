import { BarIndex, type PackedBars } from '../../layout/bars.ts';
import { giveMarks } from '../../study/marks.ts';
import type { Change } from '../../trace/event.ts';
import { History } from '../../trace/history.ts';
import { PackedTrace } from '../../trace/packed-trace.ts';
import type { RowTables } from '../../trace/row-tables.ts';
import { HeardTables, type TableHearer, type TableNews } from '../../trace/table-news.ts';
import type { Trace } from '../../trace/trace.ts';

/** Rows of a run, and what the page would otherwise find out about them by looking at each. */
export interface RunPortion {
  /** A chunk of rows, packed, and what it is made of as far as that is new. */
  readonly rows: ArrayBuffer;
  readonly news: TableNews;
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
  readonly #start: readonly Change[];
  readonly #tables: TableHearer;
  #so: { readonly rows: PackedTrace; readonly history: History } | null = null;
  #here: Arrived | null = null;
  #bars: BarIndex | null = null;
  #marks = new Uint8Array(0);

  /** @param start cells that are in place before the first row. @param tables what rows of all runs are made of. */
  constructor(start: readonly Change[], tables: TableHearer) {
    this.#start = start;
    this.#tables = tables;
  }

  /** The run as far as it has come. Its rows stay as they are; the next portion makes another trace with the same root. */
  take({ rows: buffer, news, marks, bars }: RunPortion): Arrived {
    const tables = this.#tables.take(news);
    this.#so ??= this.#begun(tables);
    const { rows } = this.#so;
    const from = rows.length;
    rows.adopt(tables.pool.of(buffer));
    const trace = rows.upTo(rows.length);
    this.#bars ??= new BarIndex(trace);
    this.#bars.adopt(trace, bars);
    this.#mark(marks, from, trace);
    const history = this.#so.history.upTo(trace);
    // The checkpoints are made as the rows come: nobody has to fold all of them at once.
    history.at(trace.length - 1);
    this.#here = { trace, history };
    return this.#here;
  }

  /** The whole run: no rows follow. */
  end(): Arrived {
    const { trace } = this.soFar;
    this.#bars?.trim();
    this.#marks = this.#marks.slice(0, trace.length);
    giveMarks(trace, this.#marks);
    return this.soFar;
  }

  /** What has come. */
  get soFar(): Arrived {
    if (this.#here !== null) return this.#here;
    this.#so ??= this.#begun(new HeardTables());
    return { trace: this.#so.rows, history: this.#so.history };
  }

  #begun(tables: RowTables): { readonly rows: PackedTrace; readonly history: History } {
    const rows = new PackedTrace(tables);
    return { rows, history: new History(rows, this.#start) };
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
