import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { barsOf } from '../../layout/bars.ts';
import { planLanes } from '../../layout/lanes.ts';
import { type Lines, PlainLines } from '../../layout/lines.ts';
import { type RowScale, scrollHeight, scrollRatio } from '../../layout/rows.ts';
import { linesNow } from '../../store/page/lines.ts';
import { latePart } from '../../store/parts.ts';
import { worldShown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { actorsOf } from '../../trace/index.ts';
import type { Trace } from '../../trace/trace.ts';
import type { Size } from '../parts/use-size.ts';
import { Band } from './band.tsx';
import { Blocks } from './blocks.tsx';
import css from './diagram.module.css';
import { Worlds } from './grounds.tsx';
import { LaneHeads } from './lane-heads.tsx';
import { OverviewStrip, RowMenu, Token, WorldButtons } from './later.ts';
import type { OverviewWindow } from './overview-strip.tsx';
import { BREAK, gutter, HEAD, OVERVIEW } from './sizes.ts';
import { typeStyle, useRowType } from './use-row-type.ts';
import { useScroll } from './use-scroll.ts';

interface Props {
  readonly trace: Trace;
  readonly size: Size;
}

/** The rows under their heads. Only those in sight, and a screen before and after them, are drawn. */
export function DiagramRows({ trace, size }: Props): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const overview = useRef<OverviewWindow>(null);
  const top = useRef(0);
  const cursor = useScope((s) => s.cursor);
  const secure = useScope(worldShown);
  const seek = useScope((s) => s.seek);
  const foldAt = useScope((s) => s.foldAt);
  const type = useRowType();
  const hidden = useScope((s) => s.hidden);
  const folded = useScope((s) => s.foldedWorlds);
  const width = Math.max(size.width - OVERVIEW, gutter(trace.length) + 200);
  const view = Math.max(size.height - HEAD, type.rowHeight * 2);
  const plan = useMemo(
    () =>
      planLanes(
        actorsOf(trace).filter((a) => !hidden.includes(a)),
        gutter(trace.length),
        width,
        folded,
      ),
    [trace, width, hidden, folded],
  );
  useEffect(() => {
    let end: (() => void) | null = null;
    let gone = false;
    void behaviour().then(({ startDiagram }) => {
      if (!gone && scroller.current !== null) end = startDiagram(scroller.current, trace);
    });
    return () => {
      gone = true;
      end?.();
    };
  }, [trace]);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const plain = useMemo(() => new PlainLines(trace.length), [trace]);
  const lines = useScope(linesNow) ?? plain;
  const scale: RowScale = useMemo(
    () => ({ count: lines.length, rowHeight: type.rowHeight, view }),
    [lines, type, view],
  );
  const index = barsOf(trace);
  const { window, onScroll, scrollTo } = useScroll(
    scroller,
    scale,
    (row) => lines.lineOf(row),
    (to) => {
      top.current = to;
      overview.current?.move();
    },
  );

  const end = Math.min(window.end, lines.length);
  const first = Math.min(window.first, end);
  const line = lines.lineOf(cursor);
  const inWindow = line >= first && line < end;

  // A click puts the focus on the list as a whole: the current row is its active descendant.
  const choose = (e: MouseEvent<HTMLElement>): void => {
    const option = e.target instanceof Element ? e.target.closest('[role="option"]') : null;
    const fold = option?.getAttribute('data-fold') ?? null;
    if (fold !== null) void foldAt(Number(fold));
    else if (option === null) return;
    else if (inBreaks(e)) void toggleBreakSoon(rowOf(option));
    else seek(rowOf(option));
  };
  // By key the menu belongs to the current row, under the pointer to the row there.
  const openMenu = (e: MouseEvent<HTMLElement>): void => {
    const option = e.target instanceof Element ? e.target.closest('[role="option"]') : null;
    const row = option === null ? cursor : rowOf(option);
    if (!Number.isInteger(row) || row < 0) return;
    e.preventDefault();
    const own = option === null ? document.getElementById(`row-${row}`)?.getBoundingClientRect() : undefined;
    setMenu({ row, x: own === undefined ? e.clientX : own.left + plan.left, y: own?.bottom ?? e.clientY });
  };

  return (
    <>
      <svg className={css.ground} aria-hidden="true" height={size.height} width={width}>
        <Worlds plan={plan} height={size.height} />
      </svg>
      <LaneHeads plan={plan} secure={secure} />
      <WorldButtons plan={plan} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are the page's own (shell/keys.ts) */}
      <div
        ref={scroller}
        className={css.scroller}
        role="listbox"
        tabIndex={0}
        aria-label="Rows"
        aria-activedescendant={inWindow ? activeId(lines, line) : undefined}
        data-diagram=""
        data-tour="rows"
        style={typeStyle(type)}
        onScroll={onScroll}
        onClick={choose}
        onContextMenu={openMenu}
      >
        <div className={css.space} role="presentation" style={{ height: scrollHeight(scale) }}>
          <Band
            y={window.offset + (line - first) * type.rowHeight}
            height={type.rowHeight}
            cursor={cursor}
            smooth={scrollRatio(scale) === 1}
          />
          <Blocks
            offset={window.offset}
            width={width}
            trace={trace}
            plan={plan}
            type={type}
            lines={lines}
            index={index}
            first={first}
            end={end}
            cursor={line}
            passing={window.passing}
          />
          <Token
            trace={trace}
            cursor={cursor}
            plan={plan}
            type={type}
            yOf={(row) => window.offset + (lines.lineOf(row) - first) * type.rowHeight}
          />
        </div>
      </div>
      {menu === null ? null : (
        <RowMenu {...menu} trace={trace} onClose={() => setMenu(null)} key={`${menu.row} ${menu.x} ${menu.y}`} />
      )}
      <OverviewStrip
        ref={overview}
        top={top}
        trace={trace}
        lines={lines}
        plan={plan}
        scale={scale}
        cursor={cursor}
        scrollTo={scrollTo}
      />
    </>
  );
}

interface MenuPlace {
  readonly row: number;
  /** Pixels of the window: where the menu was asked for. */
  readonly x: number;
  readonly y: number;
}

/** The row of a drawn line; NaN for a fold. */
const rowOf = (option: Element): number => Number(option.id.slice('row-'.length));

/** Is it the column of breakpoints that was clicked? */
const inBreaks = (e: MouseEvent<HTMLElement>): boolean =>
  e.clientX - e.currentTarget.getBoundingClientRect().left < BREAK;

const behaviour = latePart(() => import('./start-diagram.ts'));
const toggleBreak = latePart(() => import('../../store/page/toggle-break.ts'));
const toggleBreakSoon = async (row: number): Promise<void> => {
  const { toggleBreakAt } = await toggleBreak();
  toggleBreakAt(useScope.getState(), row);
};

/** The id of what stands in the line of the cursor. */
function activeId(lines: Lines, line: number): string | undefined {
  const at = lines.at(line);
  return at.kind === 'row' ? `row-${at.row}` : at.kind === 'fold' ? `row-fold-${at.first}` : undefined;
}
