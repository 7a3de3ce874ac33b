import type { Actor, Change, TraceEvent } from './event.ts';

/** The lanes between which a row stands; the same one twice where it crosses nothing. */
export interface Ends {
  readonly from: Actor;
  readonly to: Actor;
}

/** An append-only list of rows. Everything that reads a run or a recording reads it through this. */
export interface Trace {
  readonly length: number;
  /** The row at this position; throws RangeError outside 0..length-1. */
  row(index: number): TraceEvent;
  rows(from?: number, to?: number): Iterable<TraceEvent>;
  /** What a row changed, where a trace can say it without making the row: the world is folded from it. */
  changes?(index: number): readonly Change[];
  /** The same object for every state of a trace that grows: what is known of its rows stays true of them. */
  readonly root?: object;
  /** Who takes part, where a trace knows it without reading its rows. */
  readonly actors?: readonly Actor[];
  /** Where a row stands, where a trace can say it without making the row: a million of them are asked for at once. */
  ends?(index: number): Ends;
}

export class MemoryTrace implements Trace {
  readonly #rows: TraceEvent[] = [];

  static of(events: Iterable<TraceEvent>): MemoryTrace {
    const trace = new MemoryTrace();
    for (const e of events) trace.append(e);
    return trace;
  }

  get length(): number {
    return this.#rows.length;
  }

  row(index: number): TraceEvent {
    const e = this.#rows[index];
    if (e === undefined) throw new RangeError(`row ${index} is outside 0..${this.#rows.length - 1}`);
    return e;
  }

  *rows(from = 0, to = this.#rows.length): Iterable<TraceEvent> {
    for (let i = from; i < to; i++) yield this.#rows[i] as TraceEvent;
  }

  /** The first rows of this trace as one that does not grow. */
  upTo(length: number): Trace {
    const all = this.#rows;
    return {
      root: this,
      length,
      row: (index) => {
        const e = index < length ? all[index] : undefined;
        if (e === undefined) throw new RangeError(`row ${index} is outside 0..${length - 1}`);
        return e;
      },
      *rows(from = 0, to = length) {
        for (let i = from; i < Math.min(to, length); i++) yield all[i] as TraceEvent;
      },
    };
  }

  append(event: TraceEvent): void {
    if (event.row !== this.#rows.length) throw new RangeError(`row ${event.row} appended at ${this.#rows.length}`);
    this.#rows.push(event);
  }
}
