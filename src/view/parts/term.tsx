import type { ReactNode } from 'react';
import css from './term.module.css';

/** A word that is explained: the pointer or the focus on it shows what it means, a click keeps that open. */
export function Term({
  id,
  heading = false,
  children,
}: {
  readonly id: string;
  /** It is a heading: alone, it has to be as high as a finger needs, and takes that from the gap above it. */
  readonly heading?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot break over lines as the words around it do
    <span role="button" tabIndex={0} className={heading ? `${css.term} ${css.heading}` : css.term} data-term={id}>
      {children}
    </span>
  );
}
