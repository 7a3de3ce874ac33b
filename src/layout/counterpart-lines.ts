import type { CallAlignment } from '../study/call-pairs.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { differs, foldEqual, type PairLine } from './pair-lines.ts';

/** How far down the other side the partner of a function is looked for. */
const FAR = 60;
/** A stretch of rows without a partner that is longer stands in one line from the beginning. */
const LONG = 400;

/**
 * The lines of a recording and its counterpart side by side. Calls and replies stand as they are aligned; between them the same
 * functions and interrupts share a line, and what only one side shows (a machine has no probe on most functions, a run
 * no interrupt of another device) is a gap on the other. Stretches without a difference are folded, except those that
 * begin at a row of the left in `opened`, and except where there is no difference at all.
 */
export function counterpartLines(
  left: Trace,
  right: Trace,
  calls: CallAlignment,
  opened: ReadonlySet<number>,
): readonly PairLine[] {
  const lines: PairLine[] = [];
  let [fromLeft, fromRight] = [0, 0];
  for (const anchor of calls.anchors) {
    gap(lines, left, right, [fromLeft, anchor.left], [fromRight, anchor.right], calls);
    lines.push({ kind: 'both', left: anchor.left, right: anchor.right, differs: anchor.differs });
    [fromLeft, fromRight] = [anchor.left + 1, anchor.right + 1];
  }
  gap(lines, left, right, [fromLeft, left.length], [fromRight, right.length], calls);
  return lines.some(differs) ? foldEqual(lines, opened) : lines;
}

type Range = readonly [from: number, end: number];

function gap(
  out: PairLine[],
  left: Trace,
  right: Trace,
  [fromLeft, endLeft]: Range,
  [fromRight, endRight]: Range,
  calls: CallAlignment,
): void {
  if (endLeft - fromLeft > LONG || endRight - fromRight > LONG) {
    out.push({
      kind: 'fold',
      left: fromLeft,
      right: fromRight,
      count: { left: endLeft - fromLeft, right: endRight - fromRight },
    });
    return;
  }
  const onlyLeft = (row: number): void =>
    void out.push({ kind: 'only-left', left: row, extra: !calls.onlyLeft.has(row) });
  const onlyRight = (row: number): void =>
    void out.push({ kind: 'only-right', right: row, extra: !calls.onlyRight.has(row) });
  let next = fromRight;
  for (let row = fromLeft; row < endLeft; row++) {
    const key = keyOf(left.row(row));
    let partner = next;
    while (key !== null && partner < Math.min(endRight, next + FAR) && keyOf(right.row(partner)) !== key) partner++;
    if (key === null || partner >= Math.min(endRight, next + FAR)) onlyLeft(row);
    else {
      while (next < partner) onlyRight(next++);
      out.push({ kind: 'both', left: row, right: next++, differs: false });
    }
  }
  while (next < endRight) onlyRight(next++);
}

/** What makes two rows that are no calls the same; null for rows that have no partner. */
function keyOf(e: TraceEvent): string | null {
  switch (e.kind) {
    case 'enter':
      return `begins ${e.fn}`;
    case 'step':
      return e.enter === null ? `begins ${e.fn}` : `ends ${e.fn}`;
    case 'irq':
      return `irq ${e.irq} ${e.phase}`;
    case 'violation':
      return `violation ${e.rule}`;
    default:
      return null;
  }
}
