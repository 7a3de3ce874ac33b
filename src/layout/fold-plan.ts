import { errnoText } from '../abi/errno.ts';
import { endsOf } from '../trace/index.ts';
import type { Trace } from '../trace/trace.ts';
import type { FoldLine } from './lines.ts';
import { unwindingOf } from './unwinding.ts';

/** Rows `first` up to and without `end` that belong together, and what they are. */
export interface Group {
  readonly first: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The rows of each action, in order; where it fails, its unwinding is a phase of its own. `wordOf` says what an action is
 * called. A recording has none.
 */
export function phasesOf(trace: Trace, wordOf: (action: number) => string): readonly Group[] {
  const out: Group[] = [];
  let open: { action: number; first: number } | null = null;
  const close = (end: number): void => {
    if (open !== null && open.action >= 0)
      out.push(...split(trace, { first: open.first, end, text: wordOf(open.action) }));
  };
  for (const e of trace.rows()) {
    if (open !== null && open.action === e.action) continue;
    close(e.row);
    open = { action: e.action, first: e.row };
  }
  close(trace.length);
  return out;
}

function split(trace: Trace, action: Group): readonly Group[] {
  const unwinding = unwindingOf(trace, action.first, action.end);
  if (unwinding === null) return [action];
  const { first, end, rc } = unwinding;
  return [
    { ...action, end: first },
    { first, end, text: `${action.text}: unwinding after ${errnoText(rc)}` },
    ...(end < action.end ? [{ ...action, first: end }] : []),
  ];
}

/** A function with everything that it led to, from its first to its last row. */
function functionAt(trace: Trace, enter: number): Group | null {
  const e = trace.row(enter);
  const last = endsOf(trace).get(enter);
  if (e.kind !== 'enter' || last === undefined) return null;
  return { first: enter, end: last + 1, text: e.why === '' ? `${e.fn}()` : `${e.fn}(): ${e.why}` };
}

/**
 * The functions that no other one encloses, except those that are the whole of an action: to fold these is to fold it.
 * Such a one begins with the action, or is all that another such one does, as the driver's probe is of the bus's.
 */
export function outerFunctions(trace: Trace): readonly Group[] {
  const out: Group[] = [];
  const ends = endsOf(trace);
  const whole = new Set<number>();
  for (const enter of [...ends.keys()].sort((a, b) => a - b)) {
    if (isWhole(trace, enter, whole, ends)) {
      whole.add(enter);
      continue;
    }
    if (enter < (out.at(-1)?.end ?? 0)) continue;
    const group = functionAt(trace, enter);
    if (group !== null) out.push(group);
  }
  return out;
}

function isWhole(trace: Trace, enter: number, whole: ReadonlySet<number>, ends: ReadonlyMap<number, number>): boolean {
  const { action, ctx } = trace.row(enter);
  if (action < 0) return false;
  if (enter === 0 || trace.row(enter - 1).action !== action) return true;
  const around = ends.get(enter - 1);
  const last = ends.get(enter);
  if (!whole.has(enter - 1) || around === undefined || last === undefined) return false;
  // Other contexts may run in between.
  for (const e of trace.rows(last + 1, around)) if (e.ctx === ctx) return false;
  return true;
}

/** The innermost function around a row, its own rows included; null where none encloses it. */
export function functionAround(trace: Trace, row: number): Group | null {
  let best: Group | null = null;
  for (const [enter, last] of endsOf(trace))
    if (enter <= row && row <= last && (best === null || enter > best.first)) best = functionAt(trace, enter);
  return best;
}

/**
 * The lines that these groups become: `shown` rows (errors, broken rules) stay in sight, and what lies between them is
 * folded. A single row is not folded. A group that comes apart so says of each part what happens in it: `said`.
 */
export function foldsOf(
  groups: readonly Group[],
  shown: (row: number) => boolean,
  said: (first: number, end: number) => string = () => '',
): readonly FoldLine[] {
  const out: FoldLine[] = [];
  for (const g of groups) {
    let first = g.first;
    for (let row = g.first; row <= g.end; row++) {
      if (row < g.end && !shown(row)) continue;
      if (row - first >= 2) {
        const within = first === g.first && row === g.end ? '' : said(first, row);
        const text = within === '' ? g.text : `${g.text}: ${within}`;
        out.push({ kind: 'fold', first, end: row, text, errors: 0 });
      }
      first = row + 1;
    }
  }
  return out;
}

/** Folds with those of another group among them; folds that overlap it give way. */
export function withFolds(folds: readonly FoldLine[], more: readonly FoldLine[]): readonly FoldLine[] {
  const kept = folds.filter((f) => more.every((m) => f.end <= m.first || m.end <= f.first));
  return [...kept, ...more].sort((a, b) => a.first - b.first);
}
