import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  drawnRows,
  followedTop,
  type RowRange,
  type RowScale,
  scrollOfTop,
  scrollRatio,
  topOfScroll,
} from '../../layout/rows.ts';
import { useScope } from '../../store/store.ts';

/** The lines that are drawn, and where the drawing stands in the scrolled space. */
interface DrawnWindow extends RowRange {
  /** Pixels from the top of the scrolled space to line `first`. */
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
  lineOf: (row: number) => number,
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

  // To touch scrollTop makes the browser lay the page out at once: only where something scrolls.
  const follow = (row: number): void => {
    const wanted = followedTop(scale, top.current, row < 0 ? -1 : lineOf(row));
    if (wanted === top.current) place(scrollOfTop(scale, wanted));
    else scrollTo(wanted);
  };
  const latest = useRef(follow);
  latest.current = follow;
  // The store tells before React renders: the page is still clean, and the new rows come with the new cursor in one go.
  useEffect(
    () =>
      useScope.subscribe((now, before) => {
        if (now.cursor !== before.cursor && now.current === before.current) latest.current(now.cursor);
      }),
    [],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another trace or size of the window is known after a render
  useLayoutEffect(() => {
    latest.current(useScope.getState().cursor);
  }, [scale]);

  return { window, onScroll: () => place(scroller.current?.scrollTop ?? 0), scrollTo };
}
