import type { Theme } from './panels.ts';

const KEY = 'ffa-scope.theme';
const THEMES: readonly Theme[] = ['system', 'light', 'dark'];

/** What was chosen on an earlier visit; 'system' where nothing was, or where the browser keeps nothing. */
export function storedTheme(): Theme {
  try {
    return THEMES.find((t) => t === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

/** Keeps the choice for the next visit. A browser that keeps nothing loses only that. */
export function keepTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
