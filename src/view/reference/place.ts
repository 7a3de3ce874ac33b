import { type Box, EDGE, type Size } from '../parts/box.ts';

/** Pixels between the card and the word. */
const GAP = 6;

/**
 * Where a card stands that explains a word: below it, above it where there is more room, inside the window, and never over the
 * word itself. All numbers are pixels of the window.
 */
export function cardPlace(
  word: Box,
  card: Size,
  window: Size,
): { readonly left: number; readonly top: number; readonly maxHeight: number } {
  const below = window.height - word.bottom - GAP - EDGE;
  const above = word.top - GAP - EDGE;
  const up = card.height > below && above > below;
  const maxHeight = Math.max(up ? above : below, 0);
  const height = Math.min(card.height, maxHeight);
  const left = Math.max(EDGE, Math.min(word.left, window.width - card.width - EDGE));
  return { left, top: up ? word.top - GAP - height : word.bottom + GAP, maxHeight };
}
