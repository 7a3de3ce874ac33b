import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import css from './splitter.module.css';

interface Props {
  /** What it makes larger or smaller: `scenario`. */
  readonly name: string;
  /** Id of the element whose size it is. */
  readonly controls: string;
  readonly direction: 'left' | 'right' | 'up';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly onSize: (size: number) => void;
  /** Back to what it is without a choice. */
  readonly onReset: () => void;
}

const STEP = 16;

/** The line between two panels. It is dragged, or moved by the arrow keys; a double click or Enter puts it back. */
export function Splitter({ name, controls, direction, size, min, max, onSize, onReset }: Props): ReactNode {
  const from = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const upright = direction !== 'up';
  const clamp = (to: number): number => Math.round(Math.min(Math.max(to, min), max));
  const place = (e: PointerEvent): number => (upright ? e.clientX : e.clientY);
  // The panel is at the left of its line, at the right of it, or below it.
  const sign = direction === 'left' ? 1 : -1;

  const press = (e: KeyboardEvent): void => {
    const keys = upright ? { ArrowLeft: -1, ArrowRight: 1 } : { ArrowUp: -1, ArrowDown: 1 };
    const by = (keys as Record<string, number | undefined>)[e.key];
    if (by !== undefined) onSize(clamp(size + sign * by * STEP));
    else if (e.key === 'Home') onSize(min);
    else if (e.key === 'End') onSize(max);
    else if (e.key === 'Enter') onReset();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no <hr>
    <div
      role="separator"
      tabIndex={0}
      aria-label={`Size of the ${name}`}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-controls={controls}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuetext={`${size} pixels`}
      data-keys="own"
      className={`${css.splitter} ${css[direction]}`}
      onKeyDown={press}
      onDoubleClick={onReset}
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        from.current = { at: place(e), size };
      }}
      onPointerMove={(e) => {
        if (from.current !== null && e.currentTarget.hasPointerCapture(e.pointerId))
          onSize(clamp(from.current.size + sign * (place(e) - from.current.at)));
      }}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
