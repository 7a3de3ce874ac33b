const GAP = 7;
const EDGE = 8;
/** A menu is never higher than this, however much room there is. */
const MOST = 500;

/** Below this height a menu beside its row is worse than one that covers it. */
const LEAST = 280;

/**
 * Where a menu stands that belongs to a row: above it where there is room, else below, always inside the window.
 * All numbers are pixels of the window; `row` is null where the row is not on the screen, and then it is centred.
 */
export function menuPlace(
  row: { readonly left: number; readonly top: number; readonly bottom: number } | null,
  menu: { readonly width: number; readonly height: number },
  window: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number; readonly maxHeight: number } {
  const inside = (value: number, size: number, room: number): number =>
    Math.max(EDGE, Math.min(value, room - size - EDGE));
  if (row === null)
    return {
      left: inside((window.width - menu.width) / 2, menu.width, window.width),
      top: inside((window.height - menu.height) / 3, menu.height, window.height),
      maxHeight: window.height - 2 * EDGE,
    };
  const left = inside(row.left + 58, menu.width, window.width);
  const above = row.top - GAP - EDGE;
  const below = window.height - row.bottom - GAP - EDGE;
  const room = Math.max(above, below);
  if (room < Math.min(LEAST, menu.height))
    return { left, top: inside(row.top, menu.height, window.height), maxHeight: window.height - 2 * EDGE };
  const height = Math.min(menu.height, room);
  const up = above >= menu.height || above >= below;
  return { left, top: up ? row.top - GAP - height : row.bottom + GAP, maxHeight: room };
}

/** Puts an open dialog at a row: in the diagram it is `#row-63`, in the list of steps it carries `data-row`. */
export function placeAt(dialog: HTMLDialogElement, row: number): void {
  // Its own height first: what an earlier place allowed does not count.
  dialog.style.maxHeight = `${MOST}px`;
  const element = document.querySelector(`#row-${row}, [data-row="${row}"]`);
  const at = menuPlace(
    element === null ? null : element.getBoundingClientRect(),
    { width: dialog.offsetWidth, height: dialog.offsetHeight },
    { width: innerWidth, height: innerHeight },
  );
  dialog.style.maxHeight = `${Math.min(MOST, Math.round(at.maxHeight))}px`;
  dialog.style.left = `${Math.round(at.left)}px`;
  dialog.style.top = `${Math.round(at.top)}px`;
}
