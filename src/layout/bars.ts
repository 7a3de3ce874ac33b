import type { Actor, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** A lane is active from row `start` to row `end`. */
export interface Bar {
  readonly actor: Actor;
  readonly start: number;
  /** Infinity while it has not ended: the bar runs on below the window. */
  readonly end: number;
  /** Does it begin by sending a message or calling a function, and not by receiving one? */
  readonly sends: boolean;
}

interface Open {
  depth: number;
  start: number;
  sends: boolean;
}

/**
 * When each lane is active: the caller from its call to the reply, the callee likewise, nested ones as one bar. Rows
 * are read only as far as a window needs them, so the first screen of a long trace costs as much as that of a short one.
 */
export class BarIndex {
  readonly #trace: Trace;
  readonly #done: Bar[] = [];
  readonly #open = new Map<Actor, Open>();
  /** Rows below this one have been read. */
  #read = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  /** The bars that touch rows first..end-1, in the order in which they end; those that go on come last. */
  within(first: number, end: number): readonly Bar[] {
    this.#readTo(Math.min(end, this.#trace.length));
    const bars: Bar[] = [];
    for (let i = this.#firstEndingAt(first); i < this.#done.length; i++) {
      const bar = this.#done[i] as Bar;
      if (bar.start < end) bars.push(bar);
    }
    for (const [actor, o] of this.#open)
      if (o.start < end) bars.push({ actor, start: o.start, end: Number.POSITIVE_INFINITY, sends: o.sends });
    return bars;
  }

  #readTo(end: number): void {
    for (const e of this.#trace.rows(this.#read, end)) {
      const pair = pairOf(this.#trace, e);
      if (pair === null) continue;
      if (pair.begins) {
        this.#begin(pair.caller, e.row, true);
        this.#begin(pair.callee, e.row, false);
      } else {
        this.#finish(pair.callee, e.row);
        this.#finish(pair.caller, e.row);
      }
    }
    this.#read = Math.max(this.#read, end);
  }

  #begin(actor: Actor, row: number, sends: boolean): void {
    const open = this.#open.get(actor);
    if (open === undefined) this.#open.set(actor, { depth: 1, start: row, sends });
    else open.depth++;
  }

  #finish(actor: Actor, row: number): void {
    const open = this.#open.get(actor);
    if (open === undefined || --open.depth > 0) return;
    this.#open.delete(actor);
    this.#done.push({ actor, start: open.start, end: row, sends: open.sends });
  }

  /** Bars are appended as they end, so their ends ascend. */
  #firstEndingAt(row: number): number {
    let lo = 0;
    let hi = this.#done.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((this.#done[mid] as Bar).end < row) lo = mid + 1;
      else hi = mid;
    }
    return lo;
  }
}

interface Pair {
  readonly begins: boolean;
  readonly caller: Actor;
  readonly callee: Actor;
}

/** The two lanes that a row opens or closes. A reply without its call (a recording's beginning) closes nothing. */
function pairOf(trace: Trace, e: TraceEvent): Pair | null {
  switch (e.kind) {
    case 'call':
      return { begins: true, caller: e.from, callee: e.to };
    case 'return':
      return e.of >= 0 ? { begins: false, caller: e.to, callee: e.from } : null;
    case 'enter':
      return { begins: true, caller: e.from, callee: e.to };
    case 'step': {
      const enter = e.enter === null ? null : trace.row(e.enter);
      return enter?.kind === 'enter' ? { begins: false, caller: enter.from, callee: enter.to } : null;
    }
    default:
      return null;
  }
}
