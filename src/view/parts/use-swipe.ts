import { type PointerEvent, useRef } from 'react';

/** Pixels that a finger goes sideways, and not up or down, to turn. */
const SWIPE = 48;

/** What listens for a finger that goes sideways: to the left is on (1), to the right is back (-1). */
export function useSwipe(turn: (direction: 1 | -1) => void): {
  readonly onPointerDown: (e: PointerEvent) => void;
  readonly onPointerUp: (e: PointerEvent) => void;
} {
  const from = useRef<{ readonly x: number; readonly y: number } | null>(null);
  return {
    onPointerDown(e) {
      from.current = e.pointerType === 'touch' ? { x: e.clientX, y: e.clientY } : null;
    },
    onPointerUp(e) {
      const began = from.current;
      from.current = null;
      if (began === null) return;
      const [dx, dy] = [e.clientX - began.x, e.clientY - began.y];
      if (Math.abs(dx) >= SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) turn(dx < 0 ? 1 : -1);
    },
  };
}
