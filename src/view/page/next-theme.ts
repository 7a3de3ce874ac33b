import type { Theme } from '../../store/page/panels.ts';

/** The theme after this one: first the other than the system has, then the same by choice, then the system's again. */
export function nextTheme(theme: Theme, systemIsDark: boolean): Theme {
  const other = systemIsDark ? 'light' : 'dark';
  if (theme === 'system') return other;
  return theme === other ? (systemIsDark ? 'dark' : 'light') : 'system';
}
