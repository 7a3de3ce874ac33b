import { perObject } from '../../base/per-object.ts';
import { perPair } from '../../base/per-pair.ts';
import { counterpartLines } from '../../layout/counterpart-lines.ts';
import { differs, type PairLine, pairLines } from '../../layout/pair-lines.ts';
import { alignmentOf, alike } from '../../study/alignment.ts';
import { alignmentOfCalls } from '../../study/call-pairs.ts';
import type { Counterpart } from '../../study/counterpart.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Pair } from './pair.ts';

const NONE: ReadonlySet<number> = new Set();

/** The lines of two runs side by side, with the folds open that begin at these rows of the left one. */
const openedLines = (left: Trace, right: Trace, opened: ReadonlySet<number>): readonly PairLine[] =>
  pairLines(alignmentOf(left, right), alike(left, right), opened);

/** The lines of two runs side by side, every stretch of equal rows folded that can be; kept as long as both runs are. */
export const linesOf = perPair((left: Trace, right: Trace): readonly PairLine[] => openedLines(left, right, NONE));

const linesOfCounterpart = ({ trace, run, pairs }: Counterpart, opened: ReadonlySet<number>): readonly PairLine[] =>
  counterpartLines(trace, run.trace, alignmentOfCalls(pairs), opened);
const foldedLines = perObject((counterpart: Counterpart) => linesOfCounterpart(counterpart, NONE));

/** The lines of a pair; with the folds open that begin at these rows of the left side, where some are given. */
export function linesOfPair({ left, right, counterpart }: Pair, opened?: ReadonlySet<number>): readonly PairLine[] {
  if (counterpart !== null)
    return opened === undefined ? foldedLines(counterpart) : linesOfCounterpart(counterpart, opened);
  return opened === undefined ? linesOf(left.trace, right.trace) : openedLines(left.trace, right.trace, opened);
}

/** The line where the two part; null where they are equal. */
export function partingLine(lines: readonly PairLine[]): number | null {
  const at = lines.findIndex(differs);
  return at < 0 ? null : at;
}

/** Two rows that stand in one line and are not equal. */
export interface Differing {
  readonly left: number;
  readonly right: number;
  /** Is this where the two part? */
  readonly first: boolean;
}

/** The rows that stand in the line of the cursor, where they answer the same question otherwise; null elsewhere. */
export function differenceAt(pair: Pair, cursor: number): Differing | null {
  const lines = linesOfPair(pair);
  const at = lines.findIndex((l) => l.kind === 'both' && l.differs && l[pair.side] === cursor);
  const line = lines[at];
  if (line?.kind !== 'both') return null;
  return { left: line.left, right: line.right, first: at === partingLine(lines) };
}
