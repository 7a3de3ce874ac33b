import type { ReactNode } from 'react';
import type { PlacedBadge, RowType } from '../../layout/labels.ts';
import type { Tone } from '../../words/row-text.ts';
import css from './row.module.css';

const GLYPH: Readonly<Record<Exclude<Tone, 'plain'>, string>> = {
  ok: 'M0 0l2.6 2.8 4.8-6',
  error: 'M0-3l6 6M6-3l-6 6',
  violation: 'M3.5-4.5l4 7.5h-8zM3.5-1.8v2',
};

/** Glyph, word and number in a row of the diagram. */
export function SvgBadge({
  badge,
  tone,
  type,
}: {
  readonly badge: PlacedBadge;
  readonly tone: Tone;
  readonly type: RowType;
}): ReactNode {
  const middle = type.baseline - 3.5;
  return (
    <g className={`${css.badge} ${css[tone]}`}>
      <rect className={css.badgeBox} x={badge.x} y={middle - 7.5} width={badge.width} height={15} rx={3} />
      {tone === 'plain' ? null : (
        <path className={css.badgeGlyph} d={GLYPH[tone]} transform={`translate(${badge.x + 5.5} ${middle})`} />
      )}
      <text className={css.badgeText} x={badge.x + 17} y={middle + 4}>
        {badge.text}
      </text>
    </g>
  );
}
