import type { TraceEvent } from './event.ts';

/** An append-only list of rows. Everything that reads a run or a recording reads it through this. */
export interface Trace {
  readonly length: number;
  /** The row at this position; throws RangeError outside 0..length-1. */
  row(index: number): TraceEvent;
  rows(from?: number, to?: number): Iterable<TraceEvent>;
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

  append(event: TraceEvent): void {
    if (event.row !== this.#rows.length) throw new RangeError(`row ${event.row} appended at ${this.#rows.length}`);
    this.#rows.push(event);
  }
}
