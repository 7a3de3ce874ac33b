import { busy } from '../busy.ts';
import { lessonNow } from '../session/lesson-glosses.ts';
import { shownTrace } from '../shown.ts';
import type { ScopeStore } from '../store.ts';
import type { EmbedWish } from './embed-wish.ts';
import { showLevel } from './level.ts';

/**
 * Shows every run that is opened from now on as the address wishes. Nothing of it is kept for the next visit: it is the
 * choice of whoever embeds the page, not of the person who reads it. Nothing plays by itself. Answers a function that ends it.
 */
export function startEmbed(store: ScopeStore, wish: EmbedWish): () => void {
  const { theme, hide, fold, rows } = wish;
  store.setState({ theme, hidden: hide, foldedWorlds: fold, rowSize: rows, pins: [], timeScale: false });
  let timer: ReturnType<typeof setTimeout> | null = null;
  // Whoever opens a lesson folds it for its steps right after its run is there: the wish comes after that.
  const show = (): void => {
    if (timer !== null) return;
    const over = busy();
    timer = setTimeout(() => {
      timer = null;
      showWished(store, wish);
      over();
    });
  };
  show();
  return store.subscribe((now, before) => {
    if (shownTrace(now) !== shownTrace(before)) show();
  });
}

/** Folds what the wished level of detail leaves out; the cursor stays where the link had it. */
function showWished(store: ScopeStore, wish: EmbedWish): void {
  const level = wish.detail ?? (lessonNow(store.getState()) === null ? 'everything' : 'steps');
  showLevel((patch) => store.setState(patch), store.getState, level);
}
