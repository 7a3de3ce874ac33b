import type { ReactNode } from 'react';
import css from './section.module.css';

interface Props {
  readonly title: string;
  /** At the right of the title: a number, a word. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the scenario panel under its title. */
export function Section({ title, aside, children }: Props): ReactNode {
  return (
    <section className={css.section} aria-label={title}>
      <h3 className={css.title}>
        {title}
        {aside === undefined ? null : <span className={css.aside}>{aside}</span>}
      </h3>
      {children}
    </section>
  );
}
