import type { Side, Stretch } from '../study/align-keys.ts';

/** A line of two diagrams side by side. */
export type PairLine =
  | { readonly kind: 'both'; readonly left: number; readonly right: number; readonly differs: boolean }
  /** Rows that have nothing to do with each other: the two go their own ways, side by side. */
  | { readonly kind: 'apart'; readonly left: number; readonly right: number }
  /** `extra`: the other side has nothing like it, and that is no difference (counterpart-lines.ts). */
  | { readonly kind: 'only-left'; readonly left: number; readonly extra?: boolean }
  | { readonly kind: 'only-right'; readonly right: number; readonly extra?: boolean }
  | FoldedPair;

/**
 * Rows without a difference that are folded, or rows that one side has for itself: the first of each side and how many, which
 * may be none. Where the left has none its first is a negative number that no other fold has.
 */
interface FoldedPair {
  readonly kind: 'fold';
  readonly left: number;
  readonly right: number;
  readonly count: Readonly<Record<Side, number>>;
}

/** Does this line show a difference, and not only rows that one side does not have? */
export const differs = (l: PairLine): boolean =>
  l.kind === 'both' ? l.differs : l.kind === 'apart' ? true : l.kind === 'fold' ? false : l.extra !== true;

/** Lines without a difference that stay beside one, before and after it. */
const BEFORE = 2;
const AFTER = 4;
/** Fewer lines than this are not worth a fold. */
const LEAST = 3;
/** More lines than this that only one side has are folded, where the other side goes on below them. */
const MOST_ALONE = 12;

/**
 * The lines of two runs side by side. Long stretches of equal rows are folded, except those that begin at a row (of the
 * left) in `opened`. Where both runs go on differently, rows that are answers to the same question share a line, as
 * `alike` says, so that a difference is one line across both; from there each goes its own way, and both ways begin at once.
 */
export function pairLines(
  stretches: readonly Stretch[],
  alike: (left: number, right: number) => boolean,
  opened: ReadonlySet<number>,
): readonly PairLine[] {
  const out: PairLine[] = [];
  for (let i = 0; i < stretches.length; i++) {
    const s = stretches[i] as Stretch;
    if (s.kind === 'both') {
      for (let n = 0; n < s.count; n++)
        out.push({ kind: 'both', left: s.left + n, right: s.right + n, differs: false });
      continue;
    }
    const next = stretches[i + 1];
    const other = next !== undefined && next.kind !== 'both' && next.kind !== s.kind ? next : null;
    if (other !== null) i++;
    const onlyLeft = s.kind === 'only-left' ? s : other;
    const onlyRight = s.kind === 'only-right' ? s : other;
    let [left, right] = [onlyLeft?.left ?? 0, onlyRight?.right ?? 0];
    const [endLeft, endRight] = [left + (onlyLeft?.count ?? 0), right + (onlyRight?.count ?? 0)];
    while (left < endLeft && right < endRight && alike(left, right))
      out.push({ kind: 'both', left: left++, right: right++, differs: true });
    while (left < endLeft && right < endRight) out.push({ kind: 'apart', left: left++, right: right++ });
    while (left < endLeft) out.push({ kind: 'only-left', left: left++ });
    while (right < endRight) out.push({ kind: 'only-right', right: right++ });
  }
  return foldAlone(foldEqual(out, opened), opened);
}

/** Lines with what only one side has folded, where it is long and would push what the other side does next out of sight. */
function foldAlone(lines: readonly PairLine[], opened: ReadonlySet<number>): PairLine[] {
  const lastRow = (side: Side): number => lines.findLastIndex((l) => rowIn(l, side) !== null);
  const last = { left: lastRow('left'), right: lastRow('right') };
  const out: PairLine[] = [];
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] as PairLine;
    const { kind } = line;
    let end = i + 1;
    if (kind === 'only-left' || kind === 'only-right') while (lines[end]?.kind === kind) end++;
    const goesOn = end - 1 < last[kind === 'only-left' ? 'right' : 'left'];
    const fold = end - i > MOST_ALONE && goesOn ? foldOf(lines, i + AFTER, end - BEFORE) : null;
    if (fold === null || opened.has(fold.left)) out.push(...lines.slice(i, end));
    else out.push(...lines.slice(i, i + AFTER), fold, ...lines.slice(end - BEFORE, end));
    i = end;
  }
  return out;
}

/** Lines with every long stretch without a difference folded, except those that begin at a row (of the left) in `opened`. */
export function foldEqual(lines: readonly PairLine[], opened: ReadonlySet<number>): PairLine[] {
  const out: PairLine[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && !differs(lines[end] as PairLine)) end++;
    const first = i === 0 ? i : Math.min(i + AFTER, end);
    const last = end === lines.length ? end : Math.max(end - BEFORE, first);
    const fold = last - first >= LEAST ? foldOf(lines, first, last) : null;
    const folds = fold !== null && !opened.has(fold.left);
    for (let n = i; n < end; n++) {
      if (folds && n === first) {
        out.push(fold);
        n = last - 1;
      } else out.push(lines[n] as PairLine);
    }
    if (end < lines.length) out.push(lines[end] as PairLine);
    i = end + 1;
  }
  return out;
}

/** Rows of either side follow each other, so a stretch is its first row and its count on each. */
function foldOf(lines: readonly PairLine[], first: number, end: number): FoldedPair {
  let [left, right]: (number | null)[] = [null, null];
  const count = { left: 0, right: 0 };
  for (let i = first; i < end; i++) {
    const l = lines[i] as PairLine;
    if (l.kind !== 'only-right') {
      left ??= l.left;
      count.left += l.kind === 'fold' ? l.count.left : 1;
    }
    if (l.kind !== 'only-left') {
      right ??= l.right;
      count.right += l.kind === 'fold' ? l.count.right : 1;
    }
  }
  return { kind: 'fold', left: left ?? -1 - (right ?? 0), right: right ?? -1, count };
}

/** The row of one side in a line: of a fold its first; null where that side has none. */
export function rowIn(l: PairLine, side: Side): number | null {
  if (l.kind === 'fold') return l.count[side] === 0 ? null : l[side];
  if (l.kind === 'both' || l.kind === 'apart') return l[side];
  return l.kind === 'only-left' ? (side === 'left' ? l.left : null) : side === 'right' ? l.right : null;
}
