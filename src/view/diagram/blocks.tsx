import type { ReactNode } from 'react';
import type { BarIndex } from '../../layout/bars.ts';
import type { RowType } from '../../layout/labels.ts';
import type { LanePlan } from '../../layout/lanes.ts';
import type { Lines } from '../../layout/lines.ts';
import { BLOCK } from '../../layout/rows.ts';
import type { Trace } from '../../trace/trace.ts';
import css from './diagram.module.css';
import { Sheet } from './sheet.tsx';

interface Props {
  readonly trace: Trace;
  readonly plan: LanePlan;
  readonly type: RowType;
  readonly lines: Lines;
  readonly index: BarIndex;
  readonly width: number;
  /** Lines `first`, a multiple of BLOCK, up to and without `end` are drawn. */
  readonly first: number;
  readonly end: number;
  /** Pixels from the top of the scrolled space to line `first`. */
  readonly offset: number;
  /** The line of the cursor. */
  readonly cursor: number;
  /** Do the lines pass by too fast to be read? */
  readonly passing: boolean;
}

/**
 * The drawn lines in blocks, each a drawing of its own: scrolling and stepping render, lay out and paint only the blocks
 * that change.
 */
export function Blocks({ first, end, offset, cursor, width, passing, ...of }: Props): ReactNode {
  const blocks = Array.from({ length: Math.ceil((end - first) / BLOCK) }, (_, i) => first + i * BLOCK);
  return blocks.map((from) => {
    const to = Math.min(from + BLOCK, end);
    const height = (to - from) * of.type.rowHeight;
    return (
      <svg
        key={from}
        className={css.drawing}
        role="presentation"
        style={{ top: offset + (from - first) * of.type.rowHeight }}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {/* Beyond its ends a block does not care how far away the cursor is. */}
        <Sheet
          {...of}
          first={from}
          end={to}
          cursor={Math.min(Math.max(cursor, from - 1), to)}
          prefix="row-"
          passing={passing}
        />
      </svg>
    );
  });
}
