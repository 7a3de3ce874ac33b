import type { Actor, TraceEvent } from '../trace/event.ts';
import type { Ends, Trace } from '../trace/trace.ts';

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
  readonly #marks: (row: number) => number;
  #read = 0;
  readonly #spans = new Map<Actor, Map<Actor, readonly [number, number]>>();

  /** @param laneOf the position of an actor's lane, 0..254 @param marks the bits of a row that must be seen, 0..255 */
  constructor(trace: Trace, laneOf: (actor: Actor) => number, marks: (row: number) => number) {
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
    const { lanes, marks } = this.#levels[0] as Level;
    for (let row = this.#read; row < end; row++) {
      const [first, last] = this.#span(row);
      lanes[row * 2] = first;
      lanes[row * 2 + 1] = last;
      marks[row] = this.#marks(row);
    }
    for (let k = 1; k < this.#levels.length; k++) this.#gather(k, this.#read >> k, (end - 1) >> k);
    this.#read = end;
  }

  /** Bins `from`..`to` of level k out of the two below each. */
  #gather(k: number, from: number, to: number): void {
    const below = this.#levels[k - 1] as Level;
    const level = this.#levels[k] as Level;
    for (let bin = from; bin <= to; bin++) {
      const [a, b] = [bin * 2, Math.min(bin * 2 + 1, below.marks.length - 1)];
      level.lanes[bin * 2] = Math.min(below.lanes[a * 2] as number, below.lanes[b * 2] as number);
      level.lanes[bin * 2 + 1] = later(below.lanes[a * 2 + 1] as number, below.lanes[b * 2 + 1] as number);
      level.marks[bin] = (below.marks[a] as number) | (below.marks[b] as number);
    }
  }

  /** The lanes that a row touches, left and right. */
  #span(row: number): readonly [number, number] {
    const ends = this.#trace.ends?.(row) ?? endsOf(this.#trace.row(row));
    if (ends === null) return [NONE, NONE];
    let span = this.#spans.get(ends.from)?.get(ends.to);
    if (span === undefined) {
      const [x, y] = [this.#laneOf(ends.from), this.#laneOf(ends.to)];
      span = x <= y ? [x, y] : [y, x];
      const ofFrom = this.#spans.get(ends.from) ?? new Map<Actor, readonly [number, number]>();
      this.#spans.set(ends.from, ofFrom.set(ends.to, span));
    }
    return span;
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

/** The later of two last lanes, of which each may be none. */
const later = (a: number, b: number): number => (a === NONE ? b : b === NONE ? a : Math.max(a, b));

/** The lanes of a row; null for one that stands on none. */
function endsOf(e: TraceEvent): Ends | null {
  if (e.kind === 'choice') return null;
  const from = 'from' in e ? e.from : e.who;
  return { from, to: 'to' in e ? e.to : from };
}
