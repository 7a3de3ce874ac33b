import { type ReactNode, useEffect, useRef } from 'react';
import css from './diagram.module.css';

interface Props {
  /** Pixels from the top of the scrolled space. */
  readonly y: number;
  readonly height: number;
  readonly cursor: number;
  /** May it glide? Not where the scroll is scaled: there its place changes with every scroll event. */
  readonly smooth: boolean;
  /** Only its mark at the left, where the line has a ground of its own. */
  readonly clear?: boolean;
}

/** The band of the current row. It glides to a neighbouring row and jumps to any other. */
export function Band({ y, height, cursor, smooth, clear = false }: Props): ReactNode {
  const before = useRef(cursor);
  const glides = smooth && Math.abs(cursor - before.current) <= 1;
  useEffect(() => {
    before.current = cursor;
  }, [cursor]);
  return (
    <div
      className={`${css.band} ${glides ? css.moving : ''} ${clear ? css.clear : ''}`}
      style={{ height, transform: `translateY(${y}px)` }}
    />
  );
}
