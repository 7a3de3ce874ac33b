import { type ForkLine, forkLines } from '../layout/fork-lines.ts';
import type { Trace } from '../trace/trace.ts';
import { alignmentOf, alike } from './alignment.ts';
import type { Future } from './session.ts';
import type { ScopeState } from './state.ts';

/** Two futures that are shown side by side. */
export interface Fork {
  /** The one that was there first: it stands at the left. */
  readonly old: Future;
  readonly fresh: Future;
  /** Which of the two the cursor is in. */
  readonly side: 'a' | 'b';
}

let kept: Fork | null = null;

/** The two futures that are shown; null while one is shown alone. The same object as long as it is the same fork. */
export function forkOf(s: Pick<ScopeState, 'current' | 'beside' | 'futures' | 'tab'>): Fork | null {
  if (s.current === null || s.beside === null || s.tab !== 'simulate') return null;
  const other = s.futures.find((f) => f.id === s.beside);
  if (other === undefined) return null;
  const [old, fresh] = other.id < s.current.id ? [other, s.current] : [s.current, other];
  const side = old === s.current ? 'a' : 'b';
  if (kept === null || kept.old !== old || kept.fresh !== fresh || kept.side !== side) kept = { old, fresh, side };
  return kept;
}

const NONE: ReadonlySet<number> = new Set();
const pairs = new WeakMap<Trace, WeakMap<Trace, readonly ForkLine[]>>();

/** The lines of two runs side by side, every stretch of equal rows folded that can be; kept as long as both runs are. */
export function linesOf(a: Trace, b: Trace): readonly ForkLine[] {
  let ofA = pairs.get(a);
  if (ofA === undefined) {
    ofA = new WeakMap();
    pairs.set(a, ofA);
  }
  let lines = ofA.get(b);
  if (lines === undefined) {
    lines = openedLines(a, b, NONE);
    ofA.set(b, lines);
  }
  return lines;
}

/** The same with the folds open that begin at these rows of `a`. */
export const openedLines = (a: Trace, b: Trace, opened: ReadonlySet<number>): readonly ForkLine[] =>
  forkLines(alignmentOf(a, b), alike(a, b), opened);

/** The line where the two part; null where they are equal. */
export function partingLine(lines: readonly ForkLine[]): number | null {
  const at = lines.findIndex((l) => l.kind === 'only-a' || l.kind === 'only-b' || (l.kind === 'pair' && l.differs));
  return at < 0 ? null : at;
}

/** The row of the other run that stands beside the row of `side`; null where nothing does, or where both are equal. */
export function counterpart(a: Trace, b: Trace, side: 'a' | 'b', row: number): number | null {
  for (const l of linesOf(a, b)) {
    if (l.kind !== 'pair' || !l.differs) continue;
    if (side === 'a' ? l.a === row : l.b === row) return side === 'a' ? l.b : l.a;
  }
  return null;
}
