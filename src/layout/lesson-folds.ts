import { callOf, replyOf } from '../trace/replies.ts';
import type { Trace } from '../trace/trace.ts';
import type { FoldLine } from './lines.ts';

/** Rows that stay in sight before and after a step of a lesson. */
const AROUND = 1;
/** Fewer rows than this are not worth a fold. */
const LEAST = 3;

/**
 * What of a run stays in sight for a lesson: its steps with their neighbours, of a reply the call and of a call the reply, of
 * the end of a function its beginning; and what `shown` says. What lies between is folded, and each fold says what it holds.
 */
export function lessonFolds(
  trace: Trace,
  steps: readonly number[],
  shown: (row: number) => boolean,
  isError: (row: number) => boolean,
  learned: string,
): readonly FoldLine[] {
  const seen = new Set<number>();
  for (const row of steps) for (const near of nearRows(trace, row)) seen.add(near);
  const out: FoldLine[] = [];
  for (let first = 0; first < trace.length; ) {
    if (seen.has(first) || shown(first)) {
      first++;
      continue;
    }
    let end = first + 1;
    let errors = isError(first) ? 1 : 0;
    for (; end < trace.length && !seen.has(end) && !shown(end); end++) if (isError(end)) errors++;
    if (end - first >= LEAST)
      out.push({
        kind: 'fold',
        first,
        end,
        errors,
        text: first === 0 ? learned : textOf(trace, first, end),
      });
    first = end;
  }
  return out;
}

function nearRows(trace: Trace, row: number): readonly number[] {
  const rows = Array.from({ length: 2 * AROUND + 1 }, (_, i) => row - AROUND + i).filter(
    (r) => r >= 0 && r < trace.length,
  );
  const e = trace.row(row);
  const call = callOf(trace, row)?.row;
  const reply = replyOf(trace, row)?.row;
  const begin = e.kind === 'step' ? (e.enter ?? undefined) : undefined;
  return [...rows, ...[call, reply, begin].filter((r) => r !== undefined)];
}

/** What rows that stand in one line are: the sentences of the outermost things that begin in them, the first and the last; `nothing` where none does. */
export function textOf(trace: Trace, first: number, end: number, nothing = 'Rows between two steps'): string {
  const outer: string[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const e of trace.rows(first, end)) {
    const depth = e.stack.length;
    if (e.why === '' || (e.kind !== 'enter' && e.kind !== 'step' && e.kind !== 'irq' && e.kind !== 'log')) continue;
    if (e.kind === 'step' && e.enter !== null) continue;
    if (depth < least) outer.length = 0;
    least = Math.min(least, depth);
    if (depth === least && outer.at(-1) !== e.why) outer.push(e.why);
  }
  const [begin, last] = [outer[0], outer.at(-1)];
  if (begin === undefined) return nothing;
  return last === begin || last === undefined ? begin : `${begin} … ${last.charAt(0).toLowerCase()}${last.slice(1)}`;
}
