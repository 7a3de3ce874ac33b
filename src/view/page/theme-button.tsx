import type { ReactNode } from 'react';
import type { Theme } from '../../store/page/panels.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import { useMedia } from '../parts/use-media.ts';
import { nextTheme } from './next-theme.ts';

const NAME: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

/** Light, dark, or as the system has it. */
export function ThemeButton(): ReactNode {
  const theme = useScope((s) => s.theme);
  const setTheme = useScope((s) => s.setTheme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const next = nextTheme(theme, dark);
  const name = `Theme: ${NAME[theme]}. Change to ${NAME[next]}`;
  return (
    <Button look="ghost" square aria-label={name} title={name} onClick={() => setTheme(next)}>
      <Icon name="theme" />
    </Button>
  );
}
