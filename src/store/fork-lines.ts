import { type ForkLine, forkLines } from '../layout/fork-lines.ts';
import type { Trace } from '../trace/trace.ts';
import { alignmentOf, alike } from './alignment.ts';
import type { Fork } from './fork.ts';

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

/** Two rows that stand in one line and are not equal. */
export interface Differing {
  readonly oldRow: number;
  readonly newRow: number;
  /** Is this where the two part? */
  readonly first: boolean;
}

/** The rows that stand in the line of the cursor, where they answer the same question otherwise; null elsewhere. */
export function differenceAt(fork: Fork, cursor: number): Differing | null {
  const lines = linesOf(fork.old.run.trace, fork.fresh.run.trace);
  const at = lines.findIndex((l) => l.kind === 'pair' && l.differs && l[fork.side] === cursor);
  const line = lines[at];
  if (line?.kind !== 'pair') return null;
  return { oldRow: line.a, newRow: line.b, first: at === partingLine(lines) };
}
