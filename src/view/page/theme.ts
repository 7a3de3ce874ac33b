import type { ScopeStore } from '../../store/store.ts';

/** Puts the theme on the page: what a person chose, or else what the system prefers. Answers a function that ends it. */
export function startTheme(store: ScopeStore): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme } = store.getState();
    document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
  };
  const unsubscribe = store.subscribe((now, before) => {
    if (now.theme !== before.theme) apply();
  });
  dark.addEventListener('change', apply);
  apply();
  return () => {
    unsubscribe();
    dark.removeEventListener('change', apply);
  };
}
