import type { ReactNode } from 'react';
import type { Bar } from '../../layout/bars.ts';
import type { RowType } from '../../layout/captions.ts';
import { type LanePlan, laneX } from '../../layout/lanes.ts';
import css from './diagram.module.css';

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
      {plan.lanes.map((l) => (
        <path key={l.actor} className={css.life} d={`M${l.x} 0V${height}`} />
      ))}
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
  readonly height: number;
}

/** Who is active: filled while it runs, hollow while it only waits for what it asked of the kernel. */
export function Bars({ bars, plan, type, lineOf, height }: BarsProps): ReactNode {
  const line = (row: number): number =>
    row === Number.POSITIVE_INFINITY ? row : lineOf(row) * type.rowHeight + type.line;
  return (
    <g>
      {bars.map((b) => {
        const top = Math.max(line(b.start) - (b.sends ? 8 : 0), -4);
        const bottom = Math.min(line(b.end) + (b.sends ? 6 : 0), height + 4);
        return (
          <rect
            key={`${b.actor} ${b.start}`}
            className={b.actor === 'user' ? css.barWaits : BAR[b.kind]}
            x={laneX(plan, b.actor) - 3.5 + b.beside * BESIDE}
            y={top}
            width={7}
            height={Math.max(bottom - top, 0)}
            rx={1}
          />
        );
      })}
    </g>
  );
}
