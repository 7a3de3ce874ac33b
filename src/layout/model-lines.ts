import type { CallAlignment } from '../study/modelled.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { ForkLine } from './pair-lines.ts';

/** Lines that stay beside a difference, before and after it. */
const BEFORE = 2;
const AFTER = 4;
/** Fewer lines than this are not worth a fold. */
const LEAST = 3;
/** How far down the other side the partner of a function is looked for. */
const FAR = 60;
/** A stretch of rows without a partner that is longer stands in one line from the beginning. */
const LONG = 400;

/**
 * The lines of a recording and its model side by side. Calls and replies stand as they are aligned; between them the same
 * functions and interrupts share a line, and what only one side shows (a machine has no probe on most functions, a model
 * no interrupt of another device) is a gap on the other. Stretches without a difference are folded, except those that
 * begin at a row of a in `opened`, and except where there is no difference at all.
 */
export function modelLines(a: Trace, b: Trace, calls: CallAlignment, opened: ReadonlySet<number>): readonly ForkLine[] {
  const lines: ForkLine[] = [];
  let [fromA, fromB] = [0, 0];
  for (const anchor of calls.anchors) {
    gap(lines, a, b, [fromA, anchor.a], [fromB, anchor.b], calls);
    lines.push({ kind: 'pair', a: anchor.a, b: anchor.b, differs: anchor.differs });
    [fromA, fromB] = [anchor.a + 1, anchor.b + 1];
  }
  gap(lines, a, b, [fromA, a.length], [fromB, b.length], calls);
  return lines.some(differs) ? folded(lines, opened) : lines;
}

/** Does this line show a difference, and not only rows that one side does not have? */
export const differs = (l: ForkLine): boolean =>
  l.kind === 'pair' ? l.differs : l.kind === 'fold' ? false : l.extra !== true;

type Range = readonly [from: number, end: number];

function gap(
  out: ForkLine[],
  a: Trace,
  b: Trace,
  [fromA, endA]: Range,
  [fromB, endB]: Range,
  calls: CallAlignment,
): void {
  if (endA - fromA > LONG || endB - fromB > LONG) {
    out.push({ kind: 'fold', a: fromA, b: fromB, count: endA - fromA, countB: endB - fromB });
    return;
  }
  const onlyA = (row: number): void => void out.push({ kind: 'only-a', a: row, extra: !calls.onlyA.has(row) });
  const onlyB = (row: number): void => void out.push({ kind: 'only-b', b: row, extra: !calls.onlyB.has(row) });
  let next = fromB;
  for (let row = fromA; row < endA; row++) {
    const key = keyOf(a.row(row));
    let partner = next;
    while (key !== null && partner < Math.min(endB, next + FAR) && keyOf(b.row(partner)) !== key) partner++;
    if (key === null || partner >= Math.min(endB, next + FAR)) onlyA(row);
    else {
      while (next < partner) onlyB(next++);
      out.push({ kind: 'pair', a: row, b: next++, differs: false });
    }
  }
  while (next < endB) onlyB(next++);
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

function folded(lines: readonly ForkLine[], opened: ReadonlySet<number>): ForkLine[] {
  const out: ForkLine[] = [];
  for (let i = 0; i < lines.length; ) {
    let end = i;
    while (end < lines.length && !differs(lines[end] as ForkLine)) end++;
    const first = i === 0 ? i : Math.min(i + AFTER, end);
    const last = end === lines.length ? end : Math.max(end - BEFORE, first);
    const fold = foldOf(lines.slice(first, last));
    const folds = last - first >= LEAST && fold !== null && !opened.has(fold.a);
    for (let n = i; n < end; n++) {
      if (folds && n === first) {
        out.push(fold);
        n = last - 1;
      } else out.push(lines[n] as ForkLine);
    }
    if (end < lines.length) out.push(lines[end] as ForkLine);
    i = end + 1;
  }
  return out;
}

/** Rows of either side follow each other, so a stretch is its first row and its count on each. */
function foldOf(lines: readonly ForkLine[]): (ForkLine & { readonly kind: 'fold' }) | null {
  let [a, b]: (number | null)[] = [null, null];
  let [count, countB] = [0, 0];
  for (const l of lines) {
    if (l.kind !== 'only-b') {
      a ??= l.a;
      count += l.kind === 'fold' ? l.count : 1;
    }
    if (l.kind !== 'only-a') {
      b ??= l.b;
      countB += l.kind === 'fold' ? (l.countB ?? l.count) : 1;
    }
  }
  return a === null && b === null ? null : { kind: 'fold', a: a ?? -1, b: b ?? -1, count, countB };
}
