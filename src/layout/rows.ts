/** Browsers cannot scroll further than some tens of millions of pixels; above this the scroll is scaled. */
const MAX_SCROLL = 250_000 * 26;

/** The rows of a trace under a scrolling window; everything in pixels. */
export interface RowScale {
  readonly count: number;
  readonly rowHeight: number;
  /** The height of what is seen of the rows. */
  readonly view: number;
}

/** The height of all rows: what would be scrolled if browsers had no limit. */
export const fullHeight = (s: RowScale): number => s.count * s.rowHeight;

/** The height that the scrolling element is given. */
export const scrollHeight = (s: RowScale): number => Math.min(fullHeight(s), MAX_SCROLL);

/** How many pixels of rows one pixel of the scroll moves; 1 up to 250,000 rows. */
export function scrollRatio(s: RowScale): number {
  const range = scrollHeight(s) - s.view;
  return range <= 0 ? 1 : (fullHeight(s) - s.view) / range;
}

/** The pixel of the rows that stands at the top of the window when the element is scrolled to `scrollTop`. */
export const topOfScroll = (s: RowScale, scrollTop: number): number => scrollTop * scrollRatio(s);

/** The `scrollTop` that puts this pixel of the rows at the top of the window. */
export function scrollOfTop(s: RowScale, top: number): number {
  const last = Math.max(fullHeight(s) - s.view, 0);
  return Math.min(Math.max(top, 0), last) / scrollRatio(s);
}

/** Rows `first` up to and without `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The rows that are seen, in part or whole, with the window's top at this pixel. */
export function seenRows(s: RowScale, top: number): RowRange {
  const first = Math.min(Math.max(Math.floor(top / s.rowHeight), 0), s.count);
  const end = Math.min(Math.max(Math.ceil((top + s.view) / s.rowHeight), first), s.count);
  return { first, end };
}

/** Rows that are drawn together: scrolling adds and takes away one block at a time. */
export const BLOCK = 8;

/** Rows before and after what is seen that are drawn, so that scrolling meets drawn rows: a screen and a block. */
export const rowsBeyond = (s: RowScale): number => Math.ceil(s.view / s.rowHeight) + BLOCK;

/** The rows to draw, in whole blocks: what is seen, and `beyond` rows before and after it. */
export function drawnRows(s: RowScale, top: number, beyond = rowsBeyond(s)): RowRange {
  const seen = seenRows(s, top);
  const first = Math.max(Math.floor((seen.first - beyond) / BLOCK) * BLOCK, 0);
  const end = Math.min(Math.ceil((seen.end + beyond) / BLOCK) * BLOCK, s.count);
  return { first: Math.min(first, end), end };
}

/**
 * The top that keeps the cursor in sight: unchanged while its row is wholly seen; else the row is put at four fifths
 * of the height (going down) or at one fifth (going up).
 */
export function followedTop(s: RowScale, top: number, cursor: number): number {
  const y = cursor * s.rowHeight;
  if (cursor < 0 || (y >= top && y + s.rowHeight <= top + s.view)) return top;
  const share = y < top ? 0.2 : 0.8;
  const wanted = y - Math.floor((s.view * share) / s.rowHeight) * s.rowHeight;
  return Math.min(Math.max(wanted, 0), Math.max(fullHeight(s) - s.view, 0));
}

/** The row at this pixel of the window; null below the last one. */
export function rowAt(s: RowScale, top: number, y: number): number | null {
  const row = Math.floor((top + y) / s.rowHeight);
  return row >= 0 && row < s.count ? row : null;
}
