import type { ReactNode } from 'react';
import css from './term.module.css';

/** A word that is explained: the pointer or the focus on it shows what it means, a click keeps that open. */
export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot break over lines as the words around it do
    <span role="button" tabIndex={0} className={css.term} data-term={id}>
      {children}
    </span>
  );
}
