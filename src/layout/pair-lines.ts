import type { Line, Lines } from './lines.ts';
import type { RowRange } from './rows.ts';

/** Rows a..a+count-1 of one run beside rows b..b+count-1 of the other, or rows that only one of them has. */
export interface Stretch {
  readonly kind: 'both' | 'only-a' | 'only-b';
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

/** A line of two diagrams side by side. */
export type ForkLine =
  | { readonly kind: 'pair'; readonly a: number; readonly b: number; readonly differs: boolean }
  /** `extra`: the other side has nothing like it, and that is no difference (model-lines.ts). */
  | { readonly kind: 'only-a'; readonly a: number; readonly extra?: boolean }
  | { readonly kind: 'only-b'; readonly b: number; readonly extra?: boolean }
  /** Equal rows that are folded; `countB` where the other side has another number of them, which may be none. */
  | { readonly kind: 'fold'; readonly a: number; readonly b: number; readonly count: number; readonly countB?: number };

/** Equal rows that stay beside a difference, before and after it. */
const BEFORE = 2;
const AFTER = 4;
/** Fewer equal rows than this are not worth a fold. */
const LEAST = 3;

/**
 * The lines of two runs side by side. Long stretches of equal rows are folded, except those that begin at a row (of a)
 * in `opened`. Where both runs go on differently, rows that are answers to the same question share a line, as `alike`
 * says, so that a difference is one line across both.
 */
export function forkLines(
  stretches: readonly Stretch[],
  alike: (a: number, b: number) => boolean,
  opened: ReadonlySet<number>,
): readonly ForkLine[] {
  const out: ForkLine[] = [];
  for (let i = 0; i < stretches.length; i++) {
    const s = stretches[i] as Stretch;
    if (s.kind === 'both') {
      equal(out, s, i === 0, i === stretches.length - 1, opened);
      continue;
    }
    const next = stretches[i + 1];
    const other = next !== undefined && next.kind !== 'both' && next.kind !== s.kind ? next : null;
    if (other !== null) i++;
    const onlyA = s.kind === 'only-a' ? s : other;
    const onlyB = s.kind === 'only-b' ? s : other;
    let [a, b] = [onlyA?.a ?? 0, onlyB?.b ?? 0];
    const [endA, endB] = [a + (onlyA?.count ?? 0), b + (onlyB?.count ?? 0)];
    while (a < endA && b < endB && alike(a, b)) out.push({ kind: 'pair', a: a++, b: b++, differs: true });
    while (a < endA) out.push({ kind: 'only-a', a: a++ });
    while (b < endB) out.push({ kind: 'only-b', b: b++ });
  }
  return out;
}

function equal(out: ForkLine[], s: Stretch, first: boolean, last: boolean, opened: ReadonlySet<number>): void {
  const before = first ? 0 : Math.min(AFTER, s.count);
  const after = last ? 0 : Math.min(BEFORE, s.count - before);
  const hidden = s.count - before - after;
  const folds = hidden >= LEAST && !opened.has(s.a + before);
  for (let i = 0; i < s.count; i++) {
    if (folds && i === before) {
      out.push({ kind: 'fold', a: s.a + i, b: s.b + i, count: hidden });
      i += hidden - 1;
    } else out.push({ kind: 'pair', a: s.a + i, b: s.b + i, differs: false });
  }
}

/** One of the two diagrams. */
export class ForkSide implements Lines {
  readonly #lines: readonly ForkLine[];
  readonly #side: 'a' | 'b';
  readonly #text: string;
  /** The line of each row. */
  readonly #of: readonly number[];

  constructor(lines: readonly ForkLine[], side: 'a' | 'b', text: string) {
    this.#lines = lines;
    this.#side = side;
    this.#text = text;
    const of: number[] = [];
    lines.forEach((l, i) => {
      const rows = l.kind === 'fold' ? this.#count(l) : this.#row(l) === null ? 0 : 1;
      for (let n = 0; n < rows; n++) of.push(i);
    });
    this.#of = of;
  }

  get length(): number {
    return this.#lines.length;
  }

  at(line: number): Line {
    const l = this.#lines[line];
    const row = l === undefined ? null : this.#row(l);
    if (l === undefined || row === null) return { kind: 'gap' };
    if (l.kind === 'fold') return { kind: 'fold', first: row, end: row + this.#count(l), text: this.#text, errors: 0 };
    return { kind: 'row', row, differs: l.kind === 'pair' && l.differs };
  }

  lineOf(row: number): number {
    return this.#of[row] ?? this.length;
  }

  /** The row of this side in a line: of a fold its first; null in a gap. */
  rowAt(line: number): number | null {
    const l = this.#lines[line];
    return l === undefined ? null : this.#row(l);
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

  #count(l: ForkLine & { readonly kind: 'fold' }): number {
    return this.#side === 'a' ? l.count : (l.countB ?? l.count);
  }

  #row(l: ForkLine): number | null {
    if (l.kind === 'fold' && this.#count(l) === 0) return null;
    if (this.#side === 'a') return l.kind === 'only-b' ? null : l.a;
    return l.kind === 'only-a' ? null : l.b;
  }
}
