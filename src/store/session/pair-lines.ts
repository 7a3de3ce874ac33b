import { perPair } from '../../base/per-pair.ts';
import { differs, modelLines } from '../../layout/model-lines.ts';
import { type ForkLine, forkLines } from '../../layout/pair-lines.ts';
import { alignmentOf, alike } from '../../study/alignment.ts';
import { alignmentOfCalls, type Modelled } from '../../study/modelled.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Fork } from './pair.ts';

const NONE: ReadonlySet<number> = new Set();

/** The lines of two runs side by side, with the folds open that begin at these rows of `a`. */
const openedLines = (a: Trace, b: Trace, opened: ReadonlySet<number>): readonly ForkLine[] =>
  forkLines(alignmentOf(a, b), alike(a, b), opened);

/** The lines of two runs side by side, every stretch of equal rows folded that can be; kept as long as both runs are. */
export const linesOf = perPair((a: Trace, b: Trace): readonly ForkLine[] => openedLines(a, b, NONE));

const ofModel = new WeakMap<Modelled, readonly ForkLine[]>();

/** The lines of a fork; with the folds open that begin at these rows of the left side, where some are given. */
export function linesOfFork({ old, fresh, model }: Fork, opened: ReadonlySet<number> = NONE): readonly ForkLine[] {
  if (model === null)
    return opened === NONE ? linesOf(old.trace, fresh.trace) : openedLines(old.trace, fresh.trace, opened);
  const known = opened === NONE ? ofModel.get(model) : undefined;
  if (known !== undefined) return known;
  const lines = modelLines(old.trace, fresh.trace, alignmentOfCalls(model), opened);
  if (opened === NONE) ofModel.set(model, lines);
  return lines;
}

/** The line where the two part; null where they are equal. */
export function partingLine(lines: readonly ForkLine[]): number | null {
  const at = lines.findIndex(differs);
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
  const lines = linesOfFork(fork);
  const at = lines.findIndex((l) => l.kind === 'pair' && l.differs && l[fork.side] === cursor);
  const line = lines[at];
  if (line?.kind !== 'pair') return null;
  return { oldRow: line.a, newRow: line.b, first: at === partingLine(lines) };
}
