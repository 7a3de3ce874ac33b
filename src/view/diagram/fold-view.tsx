import { memo, type ReactNode } from 'react';
import { codeWidth, type RowType } from '../../layout/labels.ts';
import type { LanePlan } from '../../layout/lanes.ts';
import type { FoldLine } from '../../layout/lines.ts';
import { sansWidth, shorterSentences } from '../../layout/text-width.ts';
import { rows } from '../../words/format.ts';
import { sansScale } from '../parts/font.ts';
import css from './row.module.css';
import { FOLD } from './sizes.ts';

const FOLD_SIZE = 11;
const foldWidth = (text: string): number => sansWidth(text, FOLD_SIZE) * sansScale(FOLD_SIZE);

interface Props {
  readonly fold: FoldLine;
  readonly plan: LanePlan;
  readonly type: RowType;
  /** Is the cursor on one of its rows? */
  readonly current: boolean;
  readonly y: number;
  readonly prefix: string;
  /** How many rows the run has. */
  readonly size: number;
}

/** Rows in one line: which, what they are, how many. A click opens it; it is told apart from a row by its frame. */
export const FoldView = memo(function FoldView({ fold, plan, type, current, y, prefix, size }: Props): ReactNode {
  const middle = type.rowHeight / 2 + 4;
  const range = `${fold.first}–${fold.end - 1}`;
  const number = rows(fold.end - fold.first);
  const errors = fold.errors === 0 ? '' : `, ${fold.errors} ${fold.errors === 1 ? 'error' : 'errors'}`;
  const left = plan.left + 4;
  const right = plan.right - 4;
  const text = left + 22 + codeWidth(range, type) + 12;
  const count = `${number}${errors}`;
  const room = right - 10 - foldWidth(count) - 12 - text;
  const name = `Rows ${fold.first} to ${fold.end - 1}, folded: ${fold.text}, ${count}`;
  return (
    <g
      id={`${prefix}fold-${fold.first}`}
      role="option"
      aria-selected={current}
      aria-label={name}
      aria-posinset={fold.first + 1}
      aria-setsize={size}
      data-fold={fold.first}
      className={`${css.fold} ${current ? css.current : ''}`}
      transform={`translate(0 ${y})`}
    >
      <title>{`${name}. A click opens it.`}</title>
      <rect className={css.foldBox} x={left} y={FOLD} width={right - left} height={type.rowHeight - 2 * FOLD} rx={3} />
      <path className={css.foldMark} d={`M${left + 8} ${middle - 8}l5 4l-5 4z`} />
      <text className={css.foldRange} x={left + 20} y={middle}>
        {range}
      </text>
      <text className={css.foldText} x={text} y={middle}>
        {[fold.text, ...shorterSentences(fold.text)].find((t) => foldWidth(t) <= room) ?? ''}
      </text>
      <text className={`${css.foldText} ${css.ends}`} x={right - 8} y={middle}>
        {count}
      </text>
    </g>
  );
});
