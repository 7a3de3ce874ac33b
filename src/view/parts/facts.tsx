import type { ReactNode } from 'react';
import { Glyph, type Tone } from './badge.tsx';
import { Cited } from './cited.tsx';
import css from './facts.module.css';

/** A term with what is known of it. */
export interface Fact {
  readonly term: string;
  readonly text: ReactNode;
  readonly tone?: Exclude<Tone, 'plain'>;
}

/** Terms at the left, words at the right. A term that repeats is said once. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className={css.facts}>
      {facts.map((f, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity, and their order is fixed within a row
        <div key={`${f.term} ${i}`} className={css.fact}>
          <dt className={facts[i - 1]?.term === f.term ? css.again : undefined}>{f.term}</dt>
          <dd className={f.tone === undefined ? undefined : css[f.tone]}>
            {f.tone === undefined ? null : <Glyph tone={f.tone} />}{' '}
            {typeof f.text === 'string' ? <Cited text={f.text} /> : f.text}
          </dd>
        </div>
      ))}
    </dl>
  );
}
