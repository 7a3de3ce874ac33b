import type { ReactNode } from 'react';
import type { Bar } from '../../layout/bars.ts';
import type { RowType } from '../../layout/labels.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import css from './diagram.module.css';
import { FOLD } from './sizes.ts';

/** What lies behind the rows: the two worlds, the line where they meet, the lifelines. */
export function Worlds({ plan, height }: { readonly plan: LanePlan; readonly height: number }): ReactNode {
  return (
    <g>
      <rect className={css.worldNormal} x={plan.left} width={plan.edge - plan.left} height={height} />
      <rect className={css.worldSecure} x={plan.edge} width={plan.right - plan.edge} height={height} />
    </g>
  );
}

export function Lifelines({ plan, height }: { readonly plan: LanePlan; readonly height: number }): ReactNode {
  return (
    <g>
      <path className={css.edge} d={`M${plan.edge} 0V${height}`} />
      <path className={css.life} d={plan.lanes.map((l) => `M${l.x} 0V${height}`).join('')} />
    </g>
  );
}

/** How far a bar of another context stands to the right, in pixels. */
const BESIDE = 4;

/** Where sleeping is not allowed, the edge is twice as thick. */
const BAR: Readonly<Record<Bar['kind'], string | undefined>> = {
  process: css.bar,
  worker: css.barWorker,
  hardirq: css.barAtomic,
  ipi: css.barAtomic,
  'secure-atomic': css.barSecureAtomic,
  'secure-thread': css.barSecure,
};

interface BarsProps {
  readonly bars: readonly Bar[];
  readonly plan: LanePlan;
  readonly type: RowType;
  /** How many lines below the top of the drawing a row stands. */
  readonly lineOf: (row: number) => number;
  /** Does this row stand in a folded line? */
  readonly inFold: (row: number) => boolean;
  readonly height: number;
}

/** Who is active: filled while it runs, hollow while it only waits for what it asked of the kernel. */
export function Bars({ bars, plan, type, lineOf, inFold, height }: BarsProps): ReactNode {
  // A bar that begins or ends in a fold begins below its box or ends above it; one that lies in it is not drawn.
  const top = (b: Bar): number => {
    const y = lineOf(b.start) * type.rowHeight;
    return inFold(b.start) ? y + type.rowHeight - FOLD : y + type.line - (b.sends ? 8 : 0);
  };
  const bottom = (b: Bar): number => {
    if (b.end === Number.POSITIVE_INFINITY) return b.end;
    const y = lineOf(b.end) * type.rowHeight;
    return inFold(b.end) ? y + FOLD : y + type.line + (b.sends ? 6 : 0);
  };
  return (
    <g>
      {bars.map((b) => {
        const y = Math.max(top(b), -4);
        const end = Math.min(bottom(b), height + 4);
        return end <= y ? null : (
          <rect
            key={`${b.actor} ${b.start}`}
            className={b.actor === 'user' ? css.barWaits : BAR[b.kind]}
            x={laneX(plan, b.actor) - 3.5 + b.beside * BESIDE}
            y={y}
            width={7}
            height={end - y}
            rx={1}
          />
        );
      })}
    </g>
  );
}
