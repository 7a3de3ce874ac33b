import { type ReactNode, useMemo } from 'react';
import { barsOf } from '../../layout/bars.ts';
import type { RowType } from '../../layout/labels.ts';
import { type LanePlan, planLanes } from '../../layout/lanes.ts';
import type { PairSide } from '../../layout/pair-side.ts';
import type { Side } from '../../study/align-keys.ts';
import type { Actor } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { Worlds } from '../diagram/grounds.tsx';
import { LaneHeads } from '../diagram/lane-heads.tsx';
import { Sheet } from '../diagram/sheet.tsx';
import { gutter, HEAD } from '../diagram/sizes.ts';
import css from './pair-view.module.css';

const usePlan = (trace: Trace, actors: readonly Actor[], width: number): LanePlan =>
  useMemo(() => planLanes(actors, gutter(trace.length), Math.max(width, 260)), [trace, actors, width]);

interface HeadsProps {
  readonly trace: Trace;
  readonly actors: readonly Actor[];
  readonly width: number;
  readonly secure: string;
}

/** The heads of the lanes over one of the two diagrams, and the worlds below them. */
export function SideHeads({ trace, actors, width, secure }: HeadsProps): ReactNode {
  const plan = usePlan(trace, actors, width);
  return (
    <div className={css.side} style={{ width }}>
      <svg className={css.ground} aria-hidden="true" width={width} height="100%">
        <Worlds plan={plan} height={10_000} />
      </svg>
      <div className={css.sideHead} style={{ height: HEAD }}>
        <LaneHeads plan={plan} secure={secure} />
      </div>
    </div>
  );
}

interface Props {
  readonly title: string;
  readonly trace: Trace;
  readonly side: Side;
  /** What it is called: `old run`, `model`. */
  readonly name: string;
  /** Is the cursor in this one? */
  readonly here: boolean;
  readonly lines: PairSide;
  readonly actors: readonly Actor[];
  readonly type: RowType;
  readonly width: number;
  readonly first: number;
  readonly end: number;
  /** Pixels from the top of the scrolled space to the first line that is drawn. */
  readonly top: number;
  /** The line of the cursor. */
  readonly line: number;
  readonly onRow: (row: number) => void;
  readonly onFold: (row: number) => void;
}

/** The rows of one of the two runs. The one with the cursor is the list of rows; the other is one click or one Tab away. */
export function SideRows(p: Props): ReactNode {
  const { trace, lines, type, first, end, here } = p;
  const plan = usePlan(trace, p.actors, p.width);
  const index = barsOf(trace);
  const height = (end - first) * type.rowHeight;
  const prefix = here ? 'row-' : `${p.side === 'left' ? 'old' : 'new'}-row-`;
  const at = lines.at(p.line);
  const active =
    at.kind === 'row' ? `${prefix}${at.row}` : at.kind === 'fold' ? `${prefix}fold-${at.first}` : undefined;
  const inWindow = p.line >= first && p.line < end;

  const choose = (target: EventTarget): void => {
    const option = target instanceof Element ? target.closest('[role="option"]') : null;
    if (option === null) return;
    const fold = option.getAttribute('data-fold');
    if (fold !== null) p.onFold(Number(fold));
    else p.onRow(Number(option.id.slice(option.id.lastIndexOf('-') + 1)));
  };
  /** The focus takes the cursor with it, to the row of the same line or to the next one that is there. */
  const take = (): void => {
    if (here) return;
    for (let n = p.line; n < lines.length; n++) {
      const row = lines.rowAt(n);
      if (row !== null) {
        p.onRow(row);
        return;
      }
    }
    p.onRow(trace.length - 1);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are the page's own (shell/keys.ts)
    <div
      className={`${css.rows} ${here ? '' : css.other}`}
      style={{ width: p.width, height, top: p.top, left: p.side === 'left' ? 0 : p.width + 1 }}
      role="listbox"
      tabIndex={0}
      aria-label={here ? 'Rows' : `The ${p.name}`}
      aria-description={`The ${p.name} of the two, ${p.title}`}
      aria-activedescendant={inWindow ? active : undefined}
      data-diagram={here ? '' : 'other'}
      onFocus={take}
      onClick={(e) => choose(e.target)}
    >
      <svg role="presentation" width={p.width} height={height} viewBox={`0 0 ${p.width} ${height}`}>
        <Sheet
          trace={trace}
          plan={plan}
          type={type}
          lines={lines}
          index={index}
          first={first}
          end={end}
          cursor={p.line}
          prefix={prefix}
        />
      </svg>
    </div>
  );
}
