import type { FrameSaid } from '../abi/field.ts';
import type { TraceEvent } from './event.ts';
import { saidIn } from './said-in.ts';
import type { Trace } from './trace.ts';

/** Rows as they are: for what is small, or comes as rows. */
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

  said(index: number): FrameSaid {
    return saidIn(this, this.row(index));
  }

  *rows(from = 0, to = this.#rows.length): Iterable<TraceEvent> {
    for (let i = from; i < to; i++) yield this.#rows[i] as TraceEvent;
  }

  /** The first rows of this trace as one that does not grow. */
  upTo(length: number): Trace {
    const all = this.#rows;
    const row = (index: number): TraceEvent => {
      const e = index < length ? all[index] : undefined;
      if (e === undefined) throw new RangeError(`row ${index} is outside 0..${length - 1}`);
      return e;
    };
    return {
      root: this,
      length,
      row,
      said: (index) => saidIn(this, row(index)),
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
