import type { Actor, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** What one line of the overview stands for: one row, or several that share a pixel. */
export interface Bin {
  /** The leftmost and the rightmost lane that its rows touch, in the numbering of `laneOf`; first > last for none. */
  readonly first: number;
  readonly last: number;
  /** The marks of all its rows together: none is dropped when rows share a pixel. */
  readonly marks: number;
}

const NONE = 255;

interface Level {
  /** The first and the last lane of each bin. */
  readonly lanes: Uint8Array;
  readonly marks: Uint8Array;
}

/**
 * Rows in bins of 1, 2, 4, … rows, so that a strip of any height finds one that fits. Rows are added in pieces: a long
 * trace is read while the page is idle.
 */
export class Overview {
  /** levels[k]: bins of 2^k rows. */
  readonly #levels: Level[] = [];
  readonly #trace: Trace;
  readonly #laneOf: (actor: Actor) => number;
  readonly #marks: (e: TraceEvent) => number;
  #read = 0;

  /** @param laneOf the position of an actor's lane, 0..254 @param marks the bits of a row that must be seen, 0..255 */
  constructor(trace: Trace, laneOf: (actor: Actor) => number, marks: (e: TraceEvent) => number) {
    this.#trace = trace;
    this.#laneOf = laneOf;
    this.#marks = marks;
    for (let size = trace.length; ; size = (size + 1) >> 1) {
      this.#levels.push({ lanes: new Uint8Array(size * 2).fill(NONE), marks: new Uint8Array(size) });
      if (size <= 1) break;
    }
  }

  /** How many rows the whole run has. */
  get length(): number {
    return this.#trace.length;
  }

  get complete(): boolean {
    return this.#read === this.#trace.length;
  }

  /** Reads at most `rows` more rows. */
  advance(rows: number): void {
    const end = Math.min(this.#read + rows, this.#trace.length);
    for (const e of this.#trace.rows(this.#read, end)) {
      const [first, last] = span(e, this.#laneOf);
      const marks = this.#marks(e);
      this.#levels.forEach((level, k) => {
        const bin = e.row >> k;
        const at = bin * 2;
        if (first < (level.lanes[at] as number)) level.lanes[at] = first;
        const before = level.lanes[at + 1] as number;
        if (before === NONE || last > before) level.lanes[at + 1] = last;
        level.marks[bin] = (level.marks[bin] as number) | marks;
      });
    }
    this.#read = end;
  }

  /** The bins to draw in a strip of `height` pixels: the finest that leave each at least one pixel. */
  bins(height: number): { readonly rowsPerBin: number; readonly bins: readonly Bin[] } {
    let k = 0;
    while (k + 1 < this.#levels.length && (this.#levels[k] as Level).marks.length > Math.max(height, 1)) k++;
    const { lanes, marks } = this.#levels[k] as Level;
    const bins = Array.from(marks, (m, i): Bin => {
      const last = lanes[i * 2 + 1] as number;
      return { first: lanes[i * 2] as number, last: last === NONE ? -1 : last, marks: m };
    });
    return { rowsPerBin: 2 ** k, bins };
  }
}

/** The lanes that a row touches, left and right. */
function span(e: TraceEvent, laneOf: (actor: Actor) => number): readonly [number, number] {
  if (e.kind === 'choice') return [NONE, 0];
  const a = 'from' in e ? e.from : e.who;
  const b = 'to' in e ? e.to : a;
  const [x, y] = [laneOf(a), laneOf(b)];
  return x <= y ? [x, y] : [y, x];
}
