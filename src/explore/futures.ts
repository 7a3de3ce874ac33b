import type { EndListener, Heard, Last, Mark } from './ending.ts';

/** What a run does from a moment on; rows are counted from there. */
export interface Future {
  readonly heard: Heard;
  readonly last: Last;
  readonly rows: number;
}

/** A moment of a run whose future is not known yet. */
export interface Passed {
  readonly key: string;
  readonly mark: Mark;
  readonly rows: number;
  readonly position: number;
}

/** A future takes some 500 bytes. */
const MOST = 100_000;

/** What is known of how runs go on, by the key of the state and of what is to come (Running.futureKey). */
export class Futures {
  readonly #known = new Map<string, Future>();

  /** Positions (Kernel.position) at which some future is known. */
  readonly #positions = new Set<number>([0]);

  /** Is a future known at this position, perhaps of another state? */
  knows(position: number): boolean {
    return this.#positions.has(position);
  }

  get(key: string): Future | undefined {
    return this.#known.get(key);
  }

  /** A run has come to its end, and this is what it was from these moments on. */
  keep(passed: readonly Passed[], listener: EndListener, last: Last, rows: number): void {
    const end = listener.mark;
    for (const p of passed) {
      if (this.#known.size >= MOST) return;
      this.#positions.add(p.position);
      this.#known.set(p.key, { heard: listener.heard(p.mark, end, p.rows), last, rows: rows - p.rows });
    }
  }
}
