import type { RowSize } from '../../store/page/view.ts';
import { useScope } from '../../store/store.ts';

const SIZES: readonly RowSize[] = ['small', 'normal', 'large'];
/** Pixels that the pointer goes before a press is a drag and no click. */
const SLACK = 5;
/** What a wheel turns, in pixels, and what two fingers part or close, as a ratio, for one size more or less. */
const WHEEL = 60;
const PINCH = 1.3;

/** The next size of the rows, larger (1) or smaller (-1). */
function zoom(by: 1 | -1): void {
  const { rowSize, setRowSize, timeScale, setTimeScale } = useScope.getState();
  const at = SIZES.indexOf(rowSize) + by;
  // Beyond the largest rows time takes room, and before anything becomes smaller it gives it back.
  if (at >= SIZES.length) void setTimeScale(true);
  else if (by < 0 && timeScale) void setTimeScale(false);
  else if (at >= 0) setRowSize(SIZES[at] ?? rowSize);
}

/**
 * The diagram under the hand: a press that moves drags the rows, Ctrl with the wheel (a pinch on a touchpad is the same)
 * and two fingers make the rows larger and smaller, then time. Answers a function that ends it.
 */
export function startHands(scroller: HTMLElement): () => void {
  let from: { readonly y: number; readonly top: number; readonly id: number } | null = null;
  let dragged = false;
  let turned = 0;
  const fingers = new Map<number, PointerEvent>();
  let apart: number | null = null;

  const distance = (): number => {
    const [a, b] = [...fingers.values()];
    return a === undefined || b === undefined ? 0 : Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  };
  const down = (e: PointerEvent): void => {
    dragged = false;
    if (e.pointerType === 'touch') {
      fingers.set(e.pointerId, e);
      apart = fingers.size === 2 ? distance() : null;
    } else if (e.button === 0) from = { y: e.clientY, top: scroller.scrollTop, id: e.pointerId };
  };
  const move = (e: PointerEvent): void => {
    if (fingers.has(e.pointerId)) {
      fingers.set(e.pointerId, e);
      const now = distance();
      if (apart !== null && (now > apart * PINCH || now < apart / PINCH)) {
        zoom(now > apart ? 1 : -1);
        apart = now;
      }
      return;
    }
    if (from === null) return;
    const by = e.clientY - from.y;
    if (!dragged && Math.abs(by) < SLACK) return;
    if (!dragged) scroller.setPointerCapture(from.id);
    dragged = true;
    scroller.dataset.dragged = '';
    scroller.scrollTop = from.top - by;
  };
  const up = (e: PointerEvent): void => {
    fingers.delete(e.pointerId);
    apart = null;
    from = null;
    delete scroller.dataset.dragged;
  };
  // What ends a drag chooses no row.
  const click = (e: MouseEvent): void => {
    if (!dragged) return;
    dragged = false;
    e.stopPropagation();
    e.preventDefault();
  };
  const wheel = (e: WheelEvent): void => {
    if (!e.ctrlKey) return;
    e.preventDefault();
    turned += e.deltaY;
    if (Math.abs(turned) < WHEEL) return;
    zoom(turned < 0 ? 1 : -1);
    turned = 0;
  };
  scroller.addEventListener('pointerdown', down);
  scroller.addEventListener('pointermove', move);
  scroller.addEventListener('pointerup', up);
  scroller.addEventListener('pointercancel', up);
  scroller.addEventListener('click', click, { capture: true });
  scroller.addEventListener('wheel', wheel, { passive: false });
  return () => {
    scroller.removeEventListener('pointerdown', down);
    scroller.removeEventListener('pointermove', move);
    scroller.removeEventListener('pointerup', up);
    scroller.removeEventListener('pointercancel', up);
    scroller.removeEventListener('click', click, { capture: true });
    scroller.removeEventListener('wheel', wheel);
  };
}
