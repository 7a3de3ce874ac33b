import type { ReactNode } from 'react';
import { functionArrow } from '../../layout/arrow.ts';
import type { RowType } from '../../layout/labels.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import type { Lines } from '../../layout/lines.ts';
import { MARK, marksUpTo } from '../../study/marks.ts';
import type { Actor, TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { lanesOf } from '../../words/row-text.ts';
import css from './row.module.css';

interface Props {
  readonly trace: Trace;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly lines: Lines;
  readonly first: number;
  readonly end: number;
}

/** Lines that pass by: their arrows and marks without a word, as two paths, what failed apart from the rest. */
export function Sketch({ trace, plan, type, lines, first, end }: Props): ReactNode {
  const plain: string[] = [];
  const failed: string[] = [];
  for (let n = first; n < end; n++) {
    const line = lines.at(n);
    const top = (n - first) * type.rowHeight;
    if (line.kind === 'fold') plain.push(`M${plan.left + 10} ${top + type.rowHeight / 2}H${plan.right - 10}`);
    if (line.kind !== 'row') continue;
    const event = trace.row(line.row);
    const bits = marksUpTo(trace, line.row + 1)[line.row] ?? 0;
    const [from, to] = ends(trace, event);
    const x = laneX(plan, to);
    const arrow = functionArrow(laneX(plan, from), x, top + type.line);
    const path = from === to ? `M${x - 3.5} ${top + type.rowHeight / 2 - 3.5}h7v7h-7z` : arrow.line + arrow.head;
    ((bits & (MARK.error | MARK.violation)) === 0 ? plain : failed).push(path);
  }
  return (
    <>
      <path className={css.sketch} d={plain.join('')} />
      <path className={`${css.sketch} ${css.failed}`} d={failed.join('')} />
    </>
  );
}

/** The lanes between which a row is drawn; the same one twice for a mark on it. */
function ends(trace: Trace, e: TraceEvent): readonly [Actor, Actor] {
  switch (e.kind) {
    case 'call':
    case 'return':
    case 'irq':
      return [e.from, e.to];
    case 'enter': {
      const { from, to } = lanesOf(e);
      return [from, to];
    }
    case 'step': {
      const enter = e.enter === null ? null : trace.row(e.enter);
      if (enter?.kind !== 'enter') return [e.who, e.to];
      const { from, to } = lanesOf(enter);
      return [to, from];
    }
    case 'choice':
      return ['user', 'user'];
    default:
      return [e.who, e.who];
  }
}
