import { type RefObject, useEffect } from 'react';
import { linesNow } from '../../store/page/lines.ts';
import { shown, shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { HEAD } from '../diagram/sizes.ts';
import { useRowType } from '../diagram/use-row-type.ts';
import { useSize } from '../parts/use-size.ts';

/** What the page around is told; public/embed.js reads it. */
export interface Told {
  readonly type: 'ffa-scope';
  /** Pixels in which the whole run stands without scrolling. The same however high the frame is. */
  readonly height: number;
  readonly title: string;
  /** The row under the cursor, and how many there are. */
  readonly row: number;
  readonly rows: number;
}

/**
 * Tells the page around how high this one would be, and where it is. It goes to whoever embeds the page: that chose what
 * is shown, and nothing else is in it.
 */
export function useTold(root: RefObject<HTMLElement | null>): void {
  const size = useSize(root);
  const { rowHeight } = useRowType();
  const lines = useScope((s) => linesNow(s)?.length ?? 0);
  const title = useScope((s) => shown(s)?.title ?? '');
  const row = useScope((s) => s.cursor);
  const rows = useScope((s) => shownTrace(s)?.length ?? 0);
  useEffect(() => {
    const diagram = root.current?.querySelector('[aria-label="Sequence diagram"]');
    if (window.parent === window || size === null || rows === 0 || !diagram) return;
    const around = size.height - diagram.getBoundingClientRect().height;
    const height = Math.ceil(around + HEAD + lines * rowHeight);
    const told: Told = { type: 'ffa-scope', height, title, row, rows };
    window.parent.postMessage(told, '*');
  }, [root, size, lines, rowHeight, title, row, rows]);
}
