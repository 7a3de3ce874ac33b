import type { ReactNode } from 'react';
import type { Theme } from '../../store/panels.ts';
import { useScope } from '../../store/store.ts';
import { Icon } from '../icons.tsx';
import { Button } from './button.tsx';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const NAME: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

/** Light, dark, or as the system has it. */
export function ThemeButton(): ReactNode {
  const theme = useScope((s) => s.theme);
  const setTheme = useScope((s) => s.setTheme);
  const name = `Theme: ${NAME[theme]}. Change to ${NAME[NEXT[theme]]}`;
  return (
    <Button look="ghost" square aria-label={name} title={name} onClick={() => setTheme(NEXT[theme])}>
      <Icon name="theme" />
    </Button>
  );
}
