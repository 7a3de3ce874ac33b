import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { actorsOf } from '../../layout/lanes.ts';
import { ForkSide } from '../../layout/pair-lines.ts';
import type { RowScale } from '../../layout/rows.ts';
import { scrollHeight, scrollRatio } from '../../layout/rows.ts';
import { busy } from '../../store/page/idle.ts';
import { type Fork, sideName } from '../../store/session/pair.ts';
import { linesOfFork, partingLine } from '../../store/session/pair-lines.ts';
import { useScope } from '../../store/store.ts';
import { Band } from '../diagram/band.tsx';
import { HEAD } from '../diagram/sizes.ts';
import { typeStyle, useRowType } from '../diagram/use-row-type.ts';
import { useScroll } from '../diagram/use-scroll.ts';
import { type Size, useSize } from '../parts/use-size.ts';
import css from './pair-view.module.css';
import { RunFoot, RunHead } from './run-head.tsx';
import { SideHeads, SideRows } from './side.tsx';

/** Two futures side by side, with one scroll and one cursor. */
export function ForkView({ fork }: { readonly fork: Fork }): ReactNode {
  const root = useRef<HTMLDivElement>(null);
  const size = useSize(root);
  useLayoutEffect(() => (size === null ? busy() : undefined), [size]);
  return (
    <section className={css.fork} aria-label={fork.model === null ? 'Two futures' : 'Recording and model'}>
      <div className={css.pair}>
        <RunHead fork={fork} side="a" />
        <RunHead fork={fork} side="b" />
      </div>
      <div ref={root} className={css.sheets}>
        {size === null ? null : <Sheets key={`${fork.old.id} ${fork.fresh.id}`} fork={fork} size={size} />}
      </div>
      <div className={css.pair}>
        <RunFoot half={fork.old} />
        <RunFoot half={fork.fresh} />
      </div>
    </section>
  );
}

const NONE: ReadonlySet<number> = new Set();

function Sheets({ fork, size }: { readonly fork: Fork; readonly size: Size }): ReactNode {
  const { old, fresh, side } = fork;
  const scroller = useRef<HTMLDivElement>(null);
  const cursor = useScope((s) => s.cursor);
  const lookAt = useScope((s) => s.lookAt);
  const lookAtSide = useScope((s) => s.lookAtSide);
  const [opened, setOpened] = useState(NONE);
  const type = useRowType();
  const [a, b] = [old.trace, fresh.trace];
  const lines = useMemo(() => linesOfFork(fork, opened.size === 0 ? undefined : opened), [fork, opened]);
  const same = fork.model === null ? 'The same in both runs' : 'The same calls in both';
  const sides = useMemo(
    () => ({
      a: new ForkSide(lines, 'a', same),
      b: new ForkSide(lines, 'b', same),
    }),
    [lines, same],
  );
  const actors = useMemo(() => [...new Set([...actorsOf(a), ...actorsOf(b)])], [a, b]);
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

  const open = (row: number, of: 'a' | 'b'): void => {
    const folded = lines.find((l) => l.kind === 'fold' && l[of] === row);
    if (folded?.kind === 'fold') setOpened(new Set([...opened, folded.a]));
  };
  const sheet = (of: 'a' | 'b'): ReactNode => {
    const future = of === 'a' ? old : fresh;
    return (
      <SideRows
        key={of}
        title={future.title}
        trace={future.trace}
        side={of}
        name={sideName(fork, of)}
        here={side === of}
        lines={sides[of]}
        actors={actors}
        type={type}
        width={width}
        first={first}
        end={end}
        top={window.offset}
        line={line}
        onRow={(row) => (fork.model === null ? lookAt(future.id, row) : lookAtSide(of, row))}
        onFold={(row) => open(row, of)}
      />
    );
  };
  return (
    <>
      <div className={css.heads}>
        <SideHeads trace={a} actors={actors} width={width} />
        <SideHeads trace={b} actors={actors} width={width} />
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
          {sheet('a')}
          {sheet('b')}
        </div>
      </div>
    </>
  );
}
