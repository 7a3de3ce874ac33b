import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import {
  drawnRows,
  followedTop,
  type RowRange,
  type RowScale,
  scrollOfTop,
  scrollRatio,
  topOfScroll,
} from '../../layout/rows.ts';

/** The rows that are drawn, and where the drawing stands in the scrolled space. */
interface DrawnWindow extends RowRange {
  /** Pixels from the top of the scrolled space to row `first`. */
  readonly offset: number;
}

export interface Scroll {
  readonly window: DrawnWindow;
  onScroll(): void;
  /** Scrolls so that this pixel of the rows is at the top. */
  scrollTo(top: number): void;
}

/**
 * Keeps the drawn window in step with the scrolling element, and the cursor in sight when it moves. `moved` hears the
 * pixel of the rows at the top, at every scroll event and without a render.
 */
export function useScroll(
  scroller: RefObject<HTMLElement | null>,
  scale: RowScale,
  cursor: number,
  moved: (top: number) => void,
): Scroll {
  const top = useRef(0);
  const [window, setWindow] = useState<DrawnWindow>(() => ({ ...drawnRows(scale, 0), offset: 0 }));

  const place = (scrollTop: number): void => {
    top.current = topOfScroll(scale, scrollTop);
    moved(top.current);
    const range = drawnRows(scale, top.current);
    const whole = scrollRatio(scale) === 1;
    const offset = range.first * scale.rowHeight + (whole ? 0 : scrollTop - top.current);
    setWindow((w) =>
      w.first === range.first && w.end === range.end && w.offset === offset ? w : { ...range, offset },
    );
  };
  const scrollTo = (wanted: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const scrollTop = scrollOfTop(scale, wanted);
    element.scrollTop = scrollTop;
    place(scrollTop);
  };

  const latest = useRef({ place, scrollTo });
  latest.current = { place, scrollTo };
  useLayoutEffect(() => {
    const wanted = followedTop(scale, top.current, cursor);
    // To touch scrollTop makes the browser lay the page out in the middle of a frame: only where something scrolls.
    if (wanted === top.current) latest.current.place(scrollOfTop(scale, wanted));
    else latest.current.scrollTo(wanted);
  }, [scale, cursor]);

  return { window, onScroll: () => place(scroller.current?.scrollTop ?? 0), scrollTo };
}
