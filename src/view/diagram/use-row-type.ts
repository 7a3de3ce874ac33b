import { type CSSProperties, useEffect, useMemo } from 'react';
import { LARGE_TYPE, NORMAL_TYPE, type RowType, SMALL_TYPE, WIDE_TYPE } from '../../layout/labels.ts';
import type { RowSize } from '../../store/page/view.ts';
import { useScope } from '../../store/store.ts';
import { monoScale, sansScale } from '../parts/font.ts';
import { useMedia, WIDE } from '../parts/use-media.ts';
import { HEAD_TYPE } from './sizes.ts';

/** The sizes of a row, as a person chose them or as the width of the window has it. */
export function useRowType(): RowType {
  const big = useMedia(WIDE);
  const size = useScope((s) => s.rowSize);
  return useMemo(() => rowType(size, big), [big, size]);
}

/**
 * Has the browser find out how wide its fonts are as soon as the page was painted: it takes as long as ten rows, and the first
 * rows are still on their way.
 */
export function useFontsAhead(): void {
  const big = useMedia(WIDE);
  const size = useScope((s) => s.rowSize);
  useEffect(() => {
    rowType(size, big);
    for (const head of Object.values(HEAD_TYPE)) sansScale(head);
  }, [big, size]);
}

function rowType(size: RowSize, big: boolean): RowType {
  const type = size === 'small' ? SMALL_TYPE : size === 'large' ? LARGE_TYPE : big ? WIDE_TYPE : NORMAL_TYPE;
  return { ...type, sansScale: sansScale(type.caption), monoScale: monoScale(type.mono) };
}

/** The sizes of the type as the style sheet takes them. */
export const typeStyle = (type: RowType): CSSProperties =>
  ({ '--cap': `${type.caption}px`, '--mono-size': `${type.mono}px` }) as CSSProperties;
