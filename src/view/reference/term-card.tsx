import type { ReactNode } from 'react';
import { termById } from '../../reference/glossary.ts';
import { routeOf } from '../../reference/page.ts';
import css from './word-layer.module.css';

/** A word of the glossary: what it stands for, what it means, and where it goes on. */
export function TermCard({ id }: { readonly id: string }): ReactNode {
  const term = termById(id);
  if (term === null) return null;
  const see = (term.see ?? []).filter(([kind]) => kind !== 'glossary');
  return (
    <>
      <p className={css.name}>
        <b>{term.term}</b> {term.long ?? ''}
      </p>
      <p>{term.says}</p>
      <p className={css.ways}>
        <a href={`#/${routeOf('glossary', id)}`}>Glossary</a>
        {see.map(([kind, name]) => (
          <a key={name} href={`#/${routeOf(kind, name)}`}>
            <code>{name}</code>
          </a>
        ))}
      </p>
    </>
  );
}
