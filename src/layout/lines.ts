import type { RowRange } from './rows.ts';

/** Rows that stand in one line. */
export interface FoldLine {
  readonly kind: 'fold';
  /** Rows `first` up to and without `end`. */
  readonly first: number;
  readonly end: number;
  /** What the rows are, in words. */
  readonly text: string;
  /** How many of them report an error. */
  readonly errors: number;
}

/** What stands in a line of a diagram. */
export type Line =
  | {
      readonly kind: 'row';
      readonly row: number /** Is it the other run's row that it differs from? */;
      readonly differs: boolean;
    }
  /** A line that only the run beside this one has. */
  | { readonly kind: 'gap' }
  /** Room for time that passes; null where a line above says how much. */
  | { readonly kind: 'pause'; readonly nanoseconds: number | null }
  | FoldLine;

/** The lines of a diagram: rows, one below the other, with some of them folded into one line or left out. */
export interface Lines {
  readonly length: number;
  at(line: number): Line;
  /** The line where this row stands: its own, or that of its fold. */
  lineOf(row: number): number;
  /** The rows that stand in lines `first` up to and without `end`. */
  rowsWithin(first: number, end: number): RowRange;
}

/** A row in each line. Costs nothing, however many there are. */
export class PlainLines implements Lines {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  at(line: number): Line {
    return { kind: 'row', row: line, differs: false };
  }

  lineOf(row: number): number {
    return row;
  }

  rowsWithin(first: number, end: number): RowRange {
    return { first, end };
  }
}

/** Rows of which some stretches stand in one line each. A search among the folds finds a line: nothing grows with the rows. */
export class FoldedLines implements Lines {
  readonly length: number;
  readonly #folds: readonly FoldLine[];
  /** #lines[i]: the line of fold i. */
  readonly #lines: readonly number[];

  /** @param folds stretches of at least one row, ascending and apart from each other. */
  constructor(rows: number, folds: readonly FoldLine[]) {
    this.#folds = folds;
    let hidden = 0;
    this.#lines = folds.map((f) => {
      const line = f.first - hidden;
      hidden += f.end - f.first - 1;
      return line;
    });
    this.length = rows - hidden;
  }

  at(line: number): Line {
    const i = lastAtMost(this.#lines, line);
    const fold = this.#folds[i];
    if (fold === undefined) return { kind: 'row', row: line, differs: false };
    const after = line - (this.#lines[i] as number);
    return after === 0 ? fold : { kind: 'row', row: fold.end - 1 + after, differs: false };
  }

  lineOf(row: number): number {
    // The last fold that begins at or before the row.
    let lo = 0;
    let hi = this.#folds.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((this.#folds[mid] as FoldLine).first <= row) lo = mid + 1;
      else hi = mid;
    }
    const fold = this.#folds[lo - 1];
    if (fold === undefined) return row;
    return (this.#lines[lo - 1] as number) + Math.max(row - fold.end + 1, 0);
  }

  rowsWithin(first: number, end: number): RowRange {
    if (end <= first) return { first: 0, end: 0 };
    const top = this.at(first);
    const bottom = this.at(end - 1);
    return { first: firstRow(top), end: bottom.kind === 'fold' ? bottom.end : firstRow(bottom) + 1 };
  }
}

const firstRow = (l: Line): number => (l.kind === 'fold' ? l.first : l.kind === 'row' ? l.row : 0);

/** The position of the last of these ascending numbers that is at most `n`; -1 for none. */
function lastAtMost(ascending: readonly number[], n: number): number {
  let lo = 0;
  let hi = ascending.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if ((ascending[mid] as number) <= n) lo = mid + 1;
    else hi = mid;
  }
  return lo - 1;
}
