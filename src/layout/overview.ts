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
  lanes: Uint8Array;
  marks: Uint8Array;
}

/**
 * Rows in bins of 1, 2, 4, … rows, so that a strip of any height finds one that fits. Rows are added in pieces: a long
 * trace is read while the page is idle, and one that grows is read on from where it was.
 */
export class Overview {
  /** levels[k]: bins of 2^k rows, with room for more. */
  readonly #levels: Level[] = [];
  readonly #laneOf: (actor: Actor) => number;
  readonly #marks: (trace: Trace, row: number) => number;
  readonly #spans = new Map<Actor, Map<Actor, readonly [number, number]>>();
  #trace: Trace;
  #read = 0;

  /** @param laneOf the position of an actor's lane, 0..254 @param marks the bits of a row that must be seen, 0..255 */
  constructor(trace: Trace, laneOf: (actor: Actor) => number, marks: (trace: Trace, row: number) => number) {
    this.#trace = trace;
    this.#laneOf = laneOf;
    this.#marks = marks;
    this.#reserve(trace.length);
  }

  /** Goes on with a later state of the same trace; false, and nothing changes, where it is another one. */
  follow(trace: Trace): boolean {
    if (trace.root === undefined || trace.root !== this.#trace.root || trace.length < this.#trace.length) return false;
    if (sizeOf(trace.length, 0) > (this.#levels[0] as Level).marks.length) this.#reserve(Math.ceil(trace.length * 1.5));
    this.#trace = trace;
    return true;
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
    if (end === this.#read) return;
    const { lanes, marks } = this.#levels[0] as Level;
    for (let row = this.#read; row < end; row++) {
      const [first, last] = this.#span(row);
      lanes[row * 2] = first;
      lanes[row * 2 + 1] = last;
      marks[row] = this.#marks(this.#trace, row);
    }
    for (let k = 1; k < this.#levels.length; k++) this.#gather(k, this.#read >> k, (end - 1) >> k);
    this.#read = end;
  }

  /** The bins to draw in a strip of `height` pixels: the finest that leave each at least one pixel. */
  bins(height: number): { readonly rowsPerBin: number; readonly bins: readonly Bin[] } {
    if (this.length === 0) return { rowsPerBin: 1, bins: [] };
    let k = 0;
    while (k + 1 < this.#levels.length && sizeOf(this.length, k) > Math.max(height, 1)) k++;
    const { lanes, marks } = this.#levels[k] as Level;
    const bins = Array.from({ length: sizeOf(this.length, k) }, (_, i): Bin => {
      const last = lanes[i * 2 + 1] as number;
      return { first: lanes[i * 2] as number, last: last === NONE ? -1 : last, marks: marks[i] as number };
    });
    return { rowsPerBin: 2 ** k, bins };
  }

  /** Room for so many rows in every level. */
  #reserve(rows: number): void {
    for (let k = 0; k === 0 || sizeOf(rows, k - 1) > 1; k++) {
      const size = sizeOf(rows, k);
      const old = this.#levels[k];
      const level = { lanes: new Uint8Array(size * 2).fill(NONE), marks: new Uint8Array(size) };
      if (old !== undefined) {
        level.lanes.set(old.lanes);
        level.marks.set(old.marks);
      }
      this.#levels[k] = level;
      if (old === undefined && k > 0 && this.#read > 0) this.#gather(k, 0, (this.#read - 1) >> k);
    }
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
}

/** Bins of 2^k rows that so many rows need; one for none. */
const sizeOf = (rows: number, k: number): number => Math.max(Math.ceil(rows / 2 ** k), 1);

/** The later of two last lanes, of which each may be none. */
const later = (a: number, b: number): number => (a === NONE ? b : b === NONE ? a : Math.max(a, b));

/** The lanes of a row; null for one that stands on none. */
function endsOf(e: TraceEvent): Ends | null {
  if (e.kind === 'choice') return null;
  const from = 'from' in e ? e.from : e.who;
  return { from, to: 'to' in e ? e.to : from };
}
