import { type CSSProperties, useMemo } from 'react';
import { LARGE_TYPE, NORMAL_TYPE, type RowType, SMALL_TYPE, WIDE_TYPE } from '../../layout/labels.ts';
import { useScope } from '../../store/store.ts';
import { monoScale, sansScale } from '../parts/font.ts';
import { useMedia, WIDE } from '../parts/use-media.ts';

/** The sizes of a row, as a person chose them or as the width of the window has it. */
export function useRowType(): RowType {
  const big = useMedia(WIDE);
  const size = useScope((s) => s.rowSize);
  return useMemo(() => {
    const type = size === 'small' ? SMALL_TYPE : size === 'large' ? LARGE_TYPE : big ? WIDE_TYPE : NORMAL_TYPE;
    return { ...type, sansScale: sansScale(type.caption), monoScale: monoScale(type.mono) };
  }, [big, size]);
}

/** The sizes of the type as the style sheet takes them. */
export const typeStyle = (type: RowType): CSSProperties =>
  ({ '--cap': `${type.caption}px`, '--mono-size': `${type.mono}px` }) as CSSProperties;
