import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  BLOCK,
  drawnRows,
  followedTop,
  type RowRange,
  type RowScale,
  rowsBeyond,
  scrollOfTop,
  scrollRatio,
  seenRows,
  topOfScroll,
} from '../../layout/rows.ts';
import { busy } from '../../store/busy.ts';
import { useScope } from '../../store/store.ts';

/** The lines that are drawn, and where the drawing stands in the scrolled space. */
interface DrawnWindow extends RowRange {
  /** Pixels from the top of the scrolled space to line `first`. */
  readonly offset: number;
  /** Are the lines passing by too fast to be read? Then a sketch of them is enough. */
  readonly passing: boolean;
}

export interface Scroll {
  readonly window: DrawnWindow;
  onScroll(): void;
  /** Scrolls so that this pixel of the rows is at the top. */
  scrollTo(top: number): void;
}

/** A leap is longer than this share of what is seen, or goes to rows that are not drawn. */
const FAR = 0.4;
/** A leap so soon after another, in milliseconds, is a drag or a flight: its rows pass by. */
const FLIGHT = 250;
/** Frames without a leap after which the rows beyond what is seen are drawn. */
const REST = 2;

/**
 * Keeps the drawn window in step with the scrolling element, and the cursor in sight when it moves. `moved` hears the
 * pixel of the rows at the top, at every scroll event and without a render.
 *
 * After a leap to rows that are not drawn only what is seen is drawn, and of leaps that follow each other, to drawn rows
 * too, only a sketch: by half a screen a frame nobody reads, and Firefox takes longer than a frame to draw half a screen.
 * When they rest the rows come, then what lies before and after them, a block a frame: dragging over a long run costs a
 * part of a screen a frame, and scrolling on meets drawn rows.
 */
export function useScroll(
  scroller: RefObject<HTMLElement | null>,
  scale: RowScale,
  lineOf: (row: number) => number,
  moved: (top: number) => void,
): Scroll {
  const top = useRef(0);
  const beyond = useRef(0);
  const passing = useRef(false);
  const leapt = useRef(Number.NEGATIVE_INFINITY);
  const growing = useRef<{ quiet: number; readonly frame: number; over(): void } | null>(null);
  const [window, setWindow] = useState<DrawnWindow>(() => ({ ...drawnRows(scale, 0, 0), offset: 0, passing: false }));
  const drawn = useRef(window);
  drawn.current = window;

  const place = (scrollTop: number): void => {
    const before = top.current;
    top.current = topOfScroll(scale, scrollTop);
    moved(top.current);
    const seen = seenRows(scale, top.current);
    const kept = Math.min(seen.end, drawn.current.end) - Math.max(seen.first, drawn.current.first);
    const undrawn = kept < (seen.end - seen.first) / 2;
    if (undrawn || Math.abs(top.current - before) > scale.view * FAR) {
      const now = performance.now();
      const flight = now - leapt.current < FLIGHT;
      leapt.current = now;
      // One leap to drawn rows finds them there.
      if (undrawn || flight) {
        beyond.current = 0;
        passing.current = flight;
        if (growing.current !== null) growing.current.quiet = 0;
      }
    }
    draw(scrollTop);
    if (beyond.current < rowsBeyond(scale)) grow();
  };
  const draw = (scrollTop: number): void => {
    const range = drawnRows(scale, top.current, Math.min(beyond.current, rowsBeyond(scale)));
    const whole = scrollRatio(scale) === 1;
    const offset = range.first * scale.rowHeight + (whole ? 0 : scrollTop - top.current);
    const now: DrawnWindow = { ...range, offset, passing: passing.current };
    if (same(now, drawn.current)) return;
    drawn.current = now;
    setWindow(drawn.current);
  };
  const grow = (): void => {
    if (growing.current !== null) return;
    const over = busy();
    const frame = (): void => {
      const now = growing.current;
      if (now === null) return;
      if (++now.quiet > REST) {
        if (passing.current) passing.current = false;
        else beyond.current += BLOCK;
        latest.current.draw(scrollOfTop(latest.current.scale, top.current));
      }
      if (beyond.current < rowsBeyond(latest.current.scale))
        growing.current = { ...now, frame: requestAnimationFrame(frame) };
      else stop();
    };
    growing.current = { quiet: 0, frame: requestAnimationFrame(frame), over };
  };
  const stop = (): void => {
    if (growing.current === null) return;
    cancelAnimationFrame(growing.current.frame);
    growing.current.over();
    growing.current = null;
  };
  const scrollTo = (wanted: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const scrollTop = scrollOfTop(scale, wanted);
    element.scrollTop = scrollTop;
    place(scrollTop);
  };

  // To touch scrollTop makes the browser lay the page out at once: only where something scrolls.
  const follow = (row: number): void => {
    const wanted = followedTop(scale, top.current, row < 0 ? -1 : lineOf(row));
    if (wanted === top.current) place(scrollOfTop(scale, wanted));
    else scrollTo(wanted);
  };
  const latest = useRef({ follow, draw, scale });
  latest.current = { follow, draw, scale };
  // The store tells before React renders: the page is still clean, and the new rows come with the new cursor in one go.
  useEffect(
    () =>
      useScope.subscribe((now, before) => {
        if (now.cursor !== before.cursor && now.current === before.current && now.counterpart === before.counterpart)
          latest.current.follow(now.cursor);
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another trace or size of the window is known after a render
  useLayoutEffect(() => {
    latest.current.follow(useScope.getState().cursor);
  }, [scale]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the end of the diagram ends it
  useEffect(() => stop, []);

  return { window, onScroll: () => place(scroller.current?.scrollTop ?? 0), scrollTo };
}

const same = (a: DrawnWindow, b: DrawnWindow): boolean =>
  a.first === b.first && a.end === b.end && a.offset === b.offset && a.passing === b.passing;
