/**
 * Rows of a full chunk. A portion of a run that goes from a worker to the page is one chunk: more than a screenful, so that the
 * first one can be shown, and no more than that, so that it comes soon.
 */
export const CHUNK_ROWS = 128;

/** Whole numbers of a row. */
const NUMBERS = 5;
const ROW_BYTES = 8 + NUMBERS * 4;

/** Rows as numbers. What they mean is said in row-form.ts and row-tables.ts. */
export class RowChunk {
  readonly #times: ArrayLike<number>;
  readonly #numbers: ArrayLike<number>;

  /** @param times one a row. @param numbers form, changes, cause, link and action of each. */
  constructor(times: ArrayLike<number>, numbers: ArrayLike<number>) {
    this.#times = times;
    this.#numbers = numbers;
  }

  /** The rows that another thread has put in one piece of memory. */
  static of(buffer: ArrayBuffer): RowChunk {
    const rows = buffer.byteLength / ROW_BYTES;
    return new RowChunk(new Float64Array(buffer, 0, rows), new Int32Array(buffer, rows * 8));
  }

  get length(): number {
    return this.#times.length;
  }

  at(i: number): number {
    return this.#times[i] as number;
  }

  form(i: number): number {
    return this.#numbers[i * NUMBERS] as number;
  }

  changes(i: number): number {
    return this.#numbers[i * NUMBERS + 1] as number;
  }

  /** -1 for none. */
  cause(i: number): number {
    return this.#numbers[i * NUMBERS + 2] as number;
  }

  /** See RowNumbers. */
  link(i: number): number {
    return this.#numbers[i * NUMBERS + 3] as number;
  }

  action(i: number): number {
    return this.#numbers[i * NUMBERS + 4] as number;
  }

  /** Is this the packed form of these rows? */
  equals(buffer: ArrayBuffer): boolean {
    const other = RowChunk.of(buffer);
    return isSame(this.#times, other.#times) && isSame(this.#numbers, other.#numbers);
  }

  /** A copy in one piece of memory. */
  packed(): ArrayBuffer {
    const buffer = new ArrayBuffer(this.length * ROW_BYTES);
    new Float64Array(buffer, 0, this.length).set(this.#times);
    new Int32Array(buffer, this.length * 8).set(this.#numbers);
    return buffer;
  }
}

function isSame(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A chunk that is being filled. Its lists are plain ones: most runs are short, and memory of its own costs each of them more. */
export class OpenChunk {
  readonly #times: number[] = [];
  readonly #numbers: number[] = [];
  readonly chunk = new RowChunk(this.#times, this.#numbers);

  add(at: number, form: number, changes: number, cause: number, link: number, action: number): void {
    this.#times.push(at);
    this.#numbers.push(form, changes, cause, link, action);
  }
}
