import type { ScopeStore } from '../../store/store.ts';

/** Keys without a letter that mean something to a field or a menu. */
const KEPT = new Set(['Enter', 'ArrowDown', 'ArrowUp', 'Backspace', 'Home', 'End']);

/** What was typed for a dialog, a menu or the search that is still on its way: it is kept, and typed when that is there. */
export interface TypedAhead {
  /** Takes this key if it is meant for what is on its way; says whether it did. */
  take(e: KeyboardEvent): boolean;
  end(): void;
}

/** Is what was asked for on the page, so that it can be typed into? */
function arrived(store: ScopeStore): boolean {
  const { dialog, injectAt, search } = store.getState();
  if (injectAt !== null) return document.querySelector('#inject-title') !== null;
  if (dialog === 'row') return document.activeElement instanceof HTMLInputElement;
  if (dialog !== null) return document.querySelector('dialog:modal, :popover-open') !== null;
  return search === null || document.querySelector('[role=search] input') !== null;
}

export function startTypedAhead(store: ScopeStore): TypedAhead {
  const kept: string[] = [];
  let frame: number | null = null;
  const asked = (): boolean => {
    const { dialog, injectAt, search } = store.getState();
    return dialog !== null || injectAt !== null || search !== null;
  };
  // One key a frame: what a key changes is drawn before the next one comes.
  const next = (): void => {
    frame = null;
    if (!asked()) kept.length = 0;
    if (kept.length === 0) return;
    if (arrived(store)) type(kept.shift() ?? '');
    frame = requestAnimationFrame(next);
  };
  return {
    take(e) {
      if (e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return false;
      if (!asked() || (kept.length === 0 && arrived(store))) return false;
      if (e.key.length > 1 && !KEPT.has(e.key)) return false;
      kept.push(e.key);
      frame ??= requestAnimationFrame(next);
      return true;
    },
    end() {
      if (frame !== null) cancelAnimationFrame(frame);
    },
  };
}

/** Types a key where the focus is, as the keyboard does. */
function type(key: string): void {
  const at = document.activeElement;
  if (at === null) return;
  const press = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  if (!at.dispatchEvent(press)) return;
  if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) {
    const { selectionStart: from, selectionEnd: to, value } = at;
    const begin = from ?? value.length;
    if (key.length === 1) at.setRangeText(key, begin, to ?? value.length, 'end');
    else if (key === 'Backspace')
      at.setRangeText('', begin === to ? Math.max(begin - 1, 0) : begin, to ?? begin, 'end');
    else return;
    at.dispatchEvent(new InputEvent('input', { bubbles: true, data: key }));
  } else if (key === 'Enter' && at instanceof HTMLElement) at.click();
}
