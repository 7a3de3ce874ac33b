import {
  type PointerEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { LanePlan } from '../../layout/lanes.ts';
import type { Lines } from '../../layout/lines.ts';
import { Overview } from '../../layout/overview.ts';
import type { RowScale } from '../../layout/rows.ts';
import { busy } from '../../store/busy.ts';
import { useScope } from '../../store/store.ts';
import { marksUpTo } from '../../study/marks.ts';
import type { Trace } from '../../trace/trace.ts';
import { count } from '../../words/format.ts';
import { useSize } from '../parts/use-size.ts';
import { drawOverview } from './draw-overview.ts';
import css from './overview.module.css';
import { OverviewBreaks } from './overview-breaks.tsx';
import { OverviewSteps } from './overview-steps.tsx';

/** Rows that are read between two looks at the clock, and how long one piece of reading may take, in milliseconds. */
const PIECE = 2000;
const PIECE_MS = 8;
/** A strip that is not read to its end is drawn at most once in so many milliseconds. */
const DRAWN_EVERY = 200;

/** Lets the diagram move the frame of what is in sight without a render. */
export interface OverviewWindow {
  move(): void;
}

interface Props {
  readonly ref: Ref<OverviewWindow>;
  /** The pixel of the lines at the top of what is in sight. */
  readonly top: RefObject<number>;
  readonly trace: Trace;
  readonly lines: Lines;
  readonly plan: LanePlan;
  readonly scale: RowScale;
  readonly cursor: number;
  readonly scrollTo: (top: number) => void;
}

/**
 * The whole run in a strip, with what is in sight framed. Dragging scrolls. It is a picture for the eye and the mouse:
 * the scrubber says and does the same for everybody else.
 */
export function OverviewStrip({ ref, top, trace, lines, plan, scale, cursor, scrollTo }: Props): ReactNode {
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(strip);
  const theme = useDocumentTheme();
  const { overview, read } = useOverview(trace, plan);
  const broken = useScope((s) => s.breaks.length > 0);

  const height = size?.height ?? 0;
  const rowAtPixel = (y: number): number => {
    const at = Math.min(Math.max(y / scale.rowHeight, 0), lines.length);
    const { first, end } = lines.rowsWithin(Math.floor(at), Math.min(Math.floor(at) + 1, lines.length));
    return at >= lines.length ? trace.length : first + (at % 1) * (end - first);
  };
  // A short run is not stretched over the whole strip: three pixels a row are enough.
  const used = Math.min(height, trace.length * 6);
  const move = (): void => {
    const element = frame.current;
    if (element === null) return;
    // The strip is a scale of rows: a folded line is as long in it as the rows that it stands for.
    const [from, until] = [rowAtPixel(top.current), rowAtPixel(top.current + scale.view)];
    element.style.height = `${Math.max(((until - from) / trace.length) * used, 4)}px`;
    element.style.transform = `translateY(${(from / trace.length) * used}px)`;
  };
  useImperativeHandle(ref, () => ({ move }));
  useEffect(move);

  useEffect(() => {
    if (canvas.current === null || size === null || read === 0 || theme === '') return;
    drawOverview(canvas.current, overview, plan, { width: size.width, height: used });
  }, [overview, read, plan, size, used, theme]);

  const drag = (e: PointerEvent<HTMLDivElement>): void => {
    if (e.type === 'pointerdown') e.currentTarget.setPointerCapture(e.pointerId);
    else if (!e.currentTarget.hasPointerCapture(e.pointerId)) return;
    const y = e.clientY - e.currentTarget.getBoundingClientRect().top;
    const row = Math.min(Math.max(Math.floor((y / Math.max(used, 1)) * trace.length), 0), trace.length - 1);
    scrollTo((lines.lineOf(row) + 0.5) * scale.rowHeight - scale.view / 2);
  };

  return (
    <div className={css.overview} aria-hidden="true">
      <div className={css.overviewHead}>
        <div className={css.overviewTotal}>
          {count(trace.length)}
          <br />
          {trace.length === 1 ? 'row' : 'rows'}
        </div>
      </div>
      <div ref={strip} className={css.strip} onPointerDown={drag} onPointerMove={drag}>
        <div ref={frame} className={css.window} />
        <canvas ref={canvas} className={css.canvas} />
        <OverviewSteps trace={trace} height={used} />
        {broken ? <OverviewBreaks trace={trace} height={used} /> : null}
        <div
          className={css.cursorMark}
          style={{ transform: `translateY(${((cursor + 0.5) / trace.length) * used - 1}px)` }}
        />
      </div>
    </div>
  );
}

/** Reads the trace in pieces while the page is idle; `read` changes when there is something new to draw. */
function useOverview(trace: Trace, plan: LanePlan): { readonly overview: Overview; readonly read: number } {
  const actors = plan.lanes.map((l) => l.stands.join('+')).join(' ');
  const last = useRef<{ readonly overview: Overview; readonly actors: string } | null>(null);
  const overview = useMemo(() => {
    // A recording that is being read grows: its overview does, too.
    if (last.current?.actors === actors && last.current.overview.follow(trace)) return last.current.overview;
    const lanes = actors.split(' ').map((stands) => stands.split('+'));
    const made = new Overview(
      trace,
      (a) =>
        Math.max(
          lanes.findIndex((stands) => stands.includes(a)),
          0,
        ),
      (of, row) => marksUpTo(of, row + 1)[row] ?? 0,
    );
    last.current = { overview: made, actors };
    return made;
  }, [trace, actors]);
  const [read, setRead] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a trace that has grown is read on by the same overview
  useEffect(() => {
    const over = busy();
    let timer: ReturnType<typeof setTimeout> | null = null;
    let drawn = performance.now();
    const piece = (): void => {
      const until = performance.now() + PIECE_MS;
      do overview.advance(PIECE);
      while (!overview.complete && performance.now() < until);
      if (overview.complete || until - drawn > DRAWN_EVERY) {
        drawn = until;
        setRead((n) => n + 1);
      }
      if (overview.complete) over();
      else timer = setTimeout(piece);
    };
    timer = setTimeout(piece);
    return () => {
      if (timer !== null) clearTimeout(timer);
      over();
    };
  }, [overview, trace]);
  return { overview, read };
}

/** The theme that the document shows: a canvas has to be drawn again when it changes. */
function useDocumentTheme(): string {
  const [theme, setTheme] = useState(() => document.documentElement.dataset.theme ?? 'light');
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(document.documentElement.dataset.theme ?? 'light'));
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return theme;
}
