import { memo, type ReactNode } from 'react';
import type { BarIndex } from '../../layout/bars.ts';
import type { RowType } from '../../layout/labels.ts';
import type { LanePlan } from '../../layout/lanes.ts';
import type { Lines } from '../../layout/lines.ts';
import { stepsIn } from '../../store/session/lesson-glosses.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { timeText } from '../../words/event-text.ts';
import { Bars, Lifelines } from './grounds.tsx';
import { FoldView, RowGround, Sketch } from './later.ts';
import css from './row.module.css';
import { RowView } from './row-view.tsx';
import { useBreaks } from './use-breaks.ts';

interface Props {
  readonly trace: Trace;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly lines: Lines;
  readonly index: BarIndex;
  /** Lines `first` up to and without `end` are drawn. */
  readonly first: number;
  readonly end: number;
  /** The line of the cursor; what lies below it is still to come. */
  readonly cursor: number;
  /** What an element's id begins with; the number of the row follows. */
  readonly prefix: string;
  /** Do the lines pass by too fast to be read? Then only that of the cursor is drawn, the others are a sketch. */
  readonly passing?: boolean;
}

/** Lines `first` up to `end` of one diagram: lifelines, who is active, and what stands in each line. */
export const Sheet = memo(function Sheet({
  trace,
  plan,
  type,
  lines,
  index,
  first,
  end,
  cursor,
  prefix,
  passing = false,
}: Props): ReactNode {
  const height = (end - first) * type.rowHeight;
  const rows = lines.rowsWithin(first, end);
  const breaks = useBreaks(trace);
  const steps = useScope((s) => stepsIn(s, trace));
  const here = cursor >= first && cursor < end ? [cursor] : [];
  const drawn = passing ? here : Array.from({ length: end - first }, (_, i) => first + i);
  return (
    <>
      {drawn.map((n) => {
        const line = lines.at(n);
        return line.kind !== 'row' || n === cursor ? null : (
          <RowGround
            key={line.row}
            trace={trace}
            row={line.row}
            plan={plan}
            type={type}
            y={(n - first) * type.rowHeight}
          />
        );
      })}
      <Lifelines plan={plan} height={height} />
      <Bars
        bars={index.within(rows.first, rows.end)}
        plan={plan}
        type={type}
        lineOf={(row) => lines.lineOf(row) - first}
        inFold={(row) => lines.at(lines.lineOf(row)).kind === 'fold'}
        height={height}
      />
      {passing ? <Sketch trace={trace} plan={plan} type={type} lines={lines} first={first} end={end} /> : null}
      {drawn.map((n) => {
        const line = lines.at(n);
        const y = (n - first) * type.rowHeight;
        const phase = n === cursor ? 'current' : n < cursor ? 'past' : 'future';
        if (line.kind === 'gap') return <Gap key={`gap ${n}`} plan={plan} y={y} height={type.rowHeight} />;
        if (line.kind === 'pause')
          return <Pause key={`pause ${n}`} plan={plan} type={type} y={y} nanoseconds={line.nanoseconds} />;
        if (line.kind === 'fold')
          return (
            <FoldView
              key={`fold ${line.first}`}
              fold={line}
              plan={plan}
              type={type}
              current={n === cursor}
              y={y}
              prefix={prefix}
              size={trace.length}
            />
          );
        return (
          <RowView
            key={line.row}
            trace={trace}
            row={line.row}
            plan={plan}
            type={type}
            phase={phase}
            y={y}
            prefix={prefix}
            broken={breaks?.(line.row) ?? false}
            step={steps.get(line.row)?.number ?? null}
          />
        );
      })}
    </>
  );
});

/** Room for time that passes. */
function Pause(p: {
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly y: number;
  readonly nanoseconds: number | null;
}): ReactNode {
  if (p.nanoseconds === null) return null;
  return (
    <text className={css.pause} x={p.plan.left - 10} y={p.y + p.type.rowHeight / 2 + 4}>
      +{timeText(p.nanoseconds)}
    </text>
  );
}

/** A line that only the other run has: hatched, never squeezed. */
const Gap = memo(function Gap(p: { readonly plan: LanePlan; readonly y: number; readonly height: number }): ReactNode {
  const { left, right } = p.plan;
  const count = Math.floor((right - left - 8) / 9) + 1;
  const strokes = Array.from({ length: count }, (_, i) => `M${left + i * 9} ${p.height - 4}l8 ${8 - p.height}`);
  return <path className={css.gap} d={strokes.join('')} transform={`translate(0 ${p.y})`} />;
});
