import { type ReactNode, useMemo, useRef } from 'react';
import { BarIndex } from '../../layout/bars.ts';
import { NORMAL_TYPE, WIDE_TYPE } from '../../layout/captions.ts';
import { actorsOf, planLanes } from '../../layout/lanes.ts';
import { type Lines, PlainLines } from '../../layout/lines.ts';
import { type RowScale, scrollHeight, scrollRatio } from '../../layout/rows.ts';
import { useScope } from '../../store/store.ts';
import type { Trace } from '../../trace/trace.ts';
import { sansScale } from '../font.ts';
import { useMedia, WIDE } from '../use-media.ts';
import type { Size } from '../use-size.ts';
import { Band } from './band.tsx';
import css from './diagram.module.css';
import { Worlds } from './grounds.tsx';
import { LaneHeads } from './lane-heads.tsx';
import { OverviewStrip, type OverviewWindow } from './overview-strip.tsx';
import { Sheet } from './sheet.tsx';
import { gutter, HEAD, OVERVIEW } from './sizes.ts';
import { Token } from './token.tsx';
import { useScroll } from './use-scroll.ts';

interface Props {
  readonly trace: Trace;
  readonly size: Size;
}

/** The rows under their heads. Only those in sight, and a screen before and after them, are drawn. */
export function DiagramRows({ trace, size }: Props): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const overview = useRef<OverviewWindow>(null);
  const cursor = useScope((s) => s.cursor);
  const seek = useScope((s) => s.seek);
  const big = useMedia(WIDE);
  const type = useMemo(() => ({ ...(big ? WIDE_TYPE : NORMAL_TYPE), sansScale: sansScale() }), [big]);
  const width = Math.max(size.width - OVERVIEW, gutter(trace.length) + 200);
  const view = Math.max(size.height - HEAD, type.rowHeight * 2);
  const plan = useMemo(() => planLanes(actorsOf(trace), gutter(trace.length), width), [trace, width]);
  const lines: Lines = useMemo(() => new PlainLines(trace.length), [trace]);
  const scale: RowScale = useMemo(
    () => ({ count: lines.length, rowHeight: type.rowHeight, view }),
    [lines, type, view],
  );
  const index = useMemo(() => new BarIndex(trace), [trace]);
  const { window, onScroll, scrollTo } = useScroll(
    scroller,
    scale,
    (row) => lines.lineOf(row),
    (top) => overview.current?.move(top),
  );

  const end = Math.min(window.end, lines.length);
  const first = Math.min(window.first, end);
  const height = (end - first) * type.rowHeight;
  const line = lines.lineOf(cursor);
  const inWindow = line >= first && line < end;

  // A click puts the focus on the list as a whole: the current row is its active descendant.
  const choose = (target: EventTarget): void => {
    const option = target instanceof Element ? target.closest('[role="option"]') : null;
    const row = option === null ? Number.NaN : Number(option.id.slice('row-'.length));
    if (Number.isInteger(row)) seek(row);
  };

  return (
    <>
      <svg className={css.ground} aria-hidden="true" height={size.height} width={width}>
        <Worlds plan={plan} height={size.height} />
      </svg>
      <LaneHeads plan={plan} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are the page's own (shell/keys.ts) */}
      <div
        ref={scroller}
        className={css.scroller}
        role="listbox"
        tabIndex={0}
        aria-label="Rows"
        aria-activedescendant={inWindow ? `row-${cursor}` : undefined}
        data-diagram=""
        onScroll={onScroll}
        onClick={(e) => choose(e.target)}
      >
        <div className={css.space} role="presentation" style={{ height: scrollHeight(scale) }}>
          <Band
            y={window.offset + (line - first) * type.rowHeight}
            height={type.rowHeight}
            cursor={cursor}
            smooth={scrollRatio(scale) === 1}
          />
          <svg
            className={css.drawing}
            role="presentation"
            style={{ top: window.offset }}
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
          >
            <Sheet
              trace={trace}
              plan={plan}
              type={type}
              lines={lines}
              index={index}
              first={first}
              end={end}
              cursor={line}
              prefix="row-"
            />
            <Token trace={trace} cursor={cursor} plan={plan} type={type} lineOf={(row) => lines.lineOf(row) - first} />
          </svg>
        </div>
      </div>
      <OverviewStrip ref={overview} trace={trace} plan={plan} scale={scale} cursor={cursor} scrollTo={scrollTo} />
    </>
  );
}
