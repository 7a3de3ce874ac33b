import { type Box, EDGE, type Size } from '../parts/box.ts';

/** Pixels between the card and what it speaks of. */
const GAP = 10;

/**
 * Where the card of a stop stands: beside, below or above its target, wherever it has room without lying on it; where there
 * is none, or no target, in the lower right corner. All numbers are pixels of the window.
 */
export function tourPlace(
  target: Box | null,
  card: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const corner = { left: window.width - card.width - EDGE, top: window.height - card.height - EDGE };
  if (target === null) return inside(corner, card, window);
  const middle = Math.max(EDGE, Math.min((target.top + target.bottom - card.height) / 2, corner.top));
  const along = Math.max(EDGE, Math.min((target.left + target.right - card.width) / 2, corner.left));
  const places = [
    { left: along, top: target.bottom + GAP },
    { left: along, top: target.top - GAP - card.height },
    { left: target.right + GAP, top: middle },
    { left: target.left - GAP - card.width, top: middle },
  ];
  const fits = ({ left, top }: { left: number; top: number }): boolean =>
    left >= EDGE && top >= EDGE && left <= corner.left && top <= corner.top;
  return places.find(fits) ?? inside(corner, card, window);
}

const inside = (at: { left: number; top: number }, card: Size, window: Size): { left: number; top: number } => ({
  left: Math.max(0, Math.min(at.left, window.width - card.width)),
  top: Math.max(0, Math.min(at.top, window.height - card.height)),
});
