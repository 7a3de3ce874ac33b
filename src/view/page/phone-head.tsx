import type { ReactNode } from 'react';
import css from './phone-head.module.css';
import { ThemeButton } from './theme-button.tsx';
import { WaysInSelect } from './ways-in-select.tsx';

/** The top of a narrow page: what is open, the ways in, the theme, and what else there is to press. */
export function PhoneHead({ title, children }: { readonly title: string; readonly children?: ReactNode }): ReactNode {
  return (
    <header className={css.head}>
      <h1>{title}</h1>
      <WaysInSelect />
      <ThemeButton />
      {children}
    </header>
  );
}
