import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { PairSide } from '../../layout/pair-side.ts';
import type { RowScale } from '../../layout/rows.ts';
import { scrollHeight, scrollRatio } from '../../layout/rows.ts';
import { busy } from '../../store/busy.ts';
import { type Pair, sideName } from '../../store/session/pair.ts';
import { linesOfPair, partingLine } from '../../store/session/pair-lines.ts';
import { recordedWorld } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import type { Side } from '../../study/align-keys.ts';
import { actorsOf } from '../../trace/index.ts';
import { Band } from '../diagram/band.tsx';
import { HEAD } from '../diagram/sizes.ts';
import { typeStyle, useRowType } from '../diagram/use-row-type.ts';
import { useScroll } from '../diagram/use-scroll.ts';
import { type Size, useSize } from '../parts/use-size.ts';
import css from './pair-view.module.css';
import { RunFoot, RunHead } from './run-head.tsx';
import { SideHeads, SideRows } from './side.tsx';

/** Two futures side by side, with one scroll and one cursor. */
export function PairView({ pair }: { readonly pair: Pair }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  useLayoutEffect(() => (size === null ? busy() : undefined), [size]);
  return (
    <section className={css.view} aria-label={pair.counterpart === null ? 'Two futures' : 'Recording and model'}>
      <div className={css.pair}>
        <RunHead pair={pair} side="left" />
        <RunHead pair={pair} side="right" />
      </div>
      <div ref={root} className={css.sheets}>
        {size === null ? null : <Sheets key={`${pair.left.id} ${pair.right.id}`} pair={pair} size={size} />}
      </div>
      <div className={css.pair}>
        <RunFoot half={pair.left} />
        <RunFoot half={pair.right} />
      </div>
    </section>
  );
}

const NONE: ReadonlySet<number> = new Set();

function Sheets({ pair, size }: { readonly pair: Pair; readonly size: Size }): ReactNode {
  const { left, right, side } = pair;
  const scroller = useRef<HTMLDivElement>(null);
  const cursor = useScope((s) => s.cursor);
  const lookAt = useScope((s) => s.lookAt);
  const lookAtSide = useScope((s) => s.lookAtSide);
  const recorded = useScope(recordedWorld);
  const [opened, setOpened] = useState(NONE);
  const type = useRowType();
  const lines = useMemo(() => linesOfPair(pair, opened.size === 0 ? undefined : opened), [pair, opened]);
  const same = pair.counterpart === null ? 'The same in both runs' : 'The same calls in both';
  const sides = useMemo(
    () => ({
      left: new PairSide(lines, 'left', same, `Only in the ${sideName(pair, 'left')}`),
      right: new PairSide(lines, 'right', same, `Only in the ${sideName(pair, 'right')}`),
    }),
    [lines, same, pair],
  );
  const [leftTrace, rightTrace] = [left.trace, right.trace];
  const actors = useMemo(
    () => [...new Set([...actorsOf(leftTrace), ...actorsOf(rightTrace)])],
    [leftTrace, rightTrace],
  );
  const width = Math.floor((size.width - 1) / 2);
  const view = Math.max(size.height - HEAD, type.rowHeight * 2);
  const scale: RowScale = useMemo(
    () => ({ count: lines.length, rowHeight: type.rowHeight, view }),
    [lines, type, view],
  );
  const { window, onScroll } = useScroll(
    scroller,
    scale,
    (row) => sides[side].lineOf(row),
    () => undefined,
  );
  const end = Math.min(window.end, lines.length);
  const first = Math.min(window.first, end);
  const line = sides[side].lineOf(cursor);
  const parting = useMemo(() => partingLine(lines), [lines]);
  const top = (at: number): number => window.offset + (at - first) * type.rowHeight;

  const open = (row: number, of: Side): void => {
    const folded = lines.find((l) => l.kind === 'fold' && l[of] === row);
    if (folded?.kind === 'fold') setOpened(new Set([...opened, folded.left]));
  };
  const sheet = (of: Side): ReactNode => {
    const half = pair[of];
    return (
      <SideRows
        key={of}
        title={half.title}
        trace={half.trace}
        side={of}
        name={sideName(pair, of)}
        here={side === of}
        lines={sides[of]}
        actors={actors}
        type={type}
        width={width}
        first={first}
        end={end}
        top={window.offset}
        line={line}
        onRow={(row) => (pair.counterpart === null ? lookAt(half.id, row) : lookAtSide(of, row))}
        onFold={(row) => open(row, of)}
      />
    );
  };
  return (
    <>
      <div className={css.heads}>
        <SideHeads trace={leftTrace} actors={actors} width={width} secure={left.run?.scenario.secure ?? recorded} />
        <SideHeads trace={rightTrace} actors={actors} width={width} secure={right.run?.scenario.secure ?? recorded} />
      </div>
      <div ref={scroller} className={css.scroller} style={typeStyle(type)} onScroll={onScroll}>
        <div className={css.space} style={{ height: scrollHeight(scale) }}>
          {parting === null ? null : (
            <div
              className={css.parting}
              style={{ height: type.rowHeight, transform: `translateY(${top(parting)}px)` }}
            />
          )}
          <Band
            y={top(line)}
            height={type.rowHeight}
            cursor={cursor}
            smooth={scrollRatio(scale) === 1}
            clear={line === parting}
          />
          {sheet('left')}
          {sheet('right')}
        </div>
      </div>
    </>
  );
}
