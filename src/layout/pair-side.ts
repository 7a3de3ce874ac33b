import type { Side } from '../study/align-keys.ts';
import type { Line, Lines } from './lines.ts';
import { type PairLine, rowIn } from './pair-lines.ts';
import type { RowRange } from './rows.ts';

/** One of the two diagrams of a pair. */
export class PairSide implements Lines {
  readonly #lines: readonly PairLine[];
  readonly #side: Side;
  readonly #text: string;
  readonly #alone: string;
  /** The line of each row. */
  readonly #of: readonly number[];

  /** `text`: what a fold says; `alone`: what one says of rows that the other side has not. */
  constructor(lines: readonly PairLine[], side: Side, text: string, alone: string = text) {
    this.#lines = lines;
    this.#side = side;
    this.#text = text;
    this.#alone = alone;
    const of: number[] = [];
    lines.forEach((l, i) => {
      const rows = l.kind === 'fold' ? l.count[side] : rowIn(l, side) === null ? 0 : 1;
      for (let n = 0; n < rows; n++) of.push(i);
    });
    this.#of = of;
  }

  get length(): number {
    return this.#lines.length;
  }

  at(line: number): Line {
    const l = this.#lines[line];
    const row = l === undefined ? null : rowIn(l, this.#side);
    if (l === undefined || row === null) return { kind: 'gap' };
    if (l.kind === 'fold') {
      const text = l.count[this.#side === 'left' ? 'right' : 'left'] === 0 ? this.#alone : this.#text;
      return { kind: 'fold', first: row, end: row + l.count[this.#side], text, errors: 0 };
    }
    return { kind: 'row', row, differs: l.kind === 'both' && l.differs };
  }

  lineOf(row: number): number {
    return this.#of[row] ?? this.length;
  }

  /** The row of this side in a line: of a fold its first; null in a gap. */
  rowAt(line: number): number | null {
    const l = this.#lines[line];
    return l === undefined ? null : rowIn(l, this.#side);
  }

  rowsWithin(first: number, end: number): RowRange {
    let from: number | null = null;
    let to = 0;
    for (let i = first; i < Math.min(end, this.length); i++) {
      const l = this.at(i);
      if (l.kind !== 'row' && l.kind !== 'fold') continue;
      from ??= l.kind === 'fold' ? l.first : l.row;
      to = l.kind === 'fold' ? l.end : l.row + 1;
    }
    return { first: from ?? 0, end: to };
  }
}
