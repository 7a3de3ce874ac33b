import { memo, type ReactNode } from 'react';
import type { RowType } from '../../layout/labels.ts';
import type { LanePlan } from '../../layout/lanes.ts';
import { groundOf } from '../../layout/row-ground.ts';
import type { Trace } from '../../trace/trace.ts';
import { rowText } from '../../words/row-text.ts';
import css from './diagram.module.css';

interface Props {
  readonly trace: Trace;
  readonly row: number;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly y: number;
}

/** The ground of a world under words of its own that reach into the columns of the other. */
export const RowGround = memo(function RowGround({ trace, row, plan, type, y }: Props): ReactNode {
  const ground = groundOf(rowText(trace, trace.row(row)), plan, type);
  if (ground === null) return null;
  const { side, from, to } = ground;
  const height = type.rowHeight - 12;
  return side === 'normal' ? (
    <path className={css.worldNormal} d={`M${from - 1} ${y}H${to - 6}l6 6v${height}l-6 6H${from - 1}z`} />
  ) : (
    <path className={css.worldSecure} d={`M${to + 1} ${y}H${from + 6}l-6 6v${height}l6 6H${to + 1}z`} />
  );
});
