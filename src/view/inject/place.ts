const GAP = 7;
const EDGE = 8;

/**
 * Where a menu stands that belongs to a row: above it where there is room, else below, always inside the window.
 * All numbers are pixels of the window; `row` is null where the row is not on the screen, and then it is centred.
 */
export function menuPlace(
  row: { readonly left: number; readonly top: number; readonly bottom: number } | null,
  menu: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const inside = (value: number, size: number, room: number): number =>
    Math.max(EDGE, Math.min(value, room - size - EDGE));
  if (row === null)
    return {
      left: inside((window.width - menu.width) / 2, menu.width, window.width),
      top: inside((window.height - menu.height) / 3, menu.height, window.height),
    };
  const above = row.top - GAP - menu.height;
  const top = above >= EDGE ? above : row.bottom + GAP;
  return { left: inside(row.left + 58, menu.width, window.width), top: inside(top, menu.height, window.height) };
}

/** Puts an open dialog at the element of a row (`data-row`) in the diagram or in the list of steps. */
export function placeAt(dialog: HTMLDialogElement, row: number): void {
  const element = document.querySelector(`[data-row="${row}"]`);
  const at = menuPlace(
    element === null ? null : element.getBoundingClientRect(),
    { width: dialog.offsetWidth, height: dialog.offsetHeight },
    { width: innerWidth, height: innerHeight },
  );
  dialog.style.left = `${Math.round(at.left)}px`;
  dialog.style.top = `${Math.round(at.top)}px`;
}
