import type { ReactNode } from 'react';
import { termOfHeading } from '../../reference/glossary.ts';
import type { Entry, Section } from '../../words/world-sections.ts';
import { RowLink } from '../parts/row-link.tsx';
import { Term } from '../parts/term.tsx';
import css from './world-table.module.css';

interface Props {
  readonly section: Section;
  readonly selected: string | null;
  readonly onSelect: (key: string | null) => void;
}

/** A section of the world: the name at the left asks who wrote it, the value or the row since when at the right. */
export function WorldTable({ section, selected, onSelect }: Props): ReactNode {
  const term = termOfHeading(section.title);
  return (
    <section className={css.section} aria-label={section.title}>
      <h3>
        {term === null ? (
          section.title
        ) : (
          <Term id={term} heading>
            {section.title}
          </Term>
        )}
        {section.shows === 'since' ? <span>since</span> : null}
      </h3>
      <ul className={section.shows === 'value' ? css.values : undefined}>
        {section.entries.map((e) => (
          <li key={`${e.key}${e.gone ? ' gone' : ''}`} className={classOf(e, e.key === selected)}>
            <button
              type="button"
              className={css.name}
              data-pin={e.key}
              data-name={pinName(e)}
              aria-pressed={e.key === selected}
              aria-label={`Who wrote ${e.name}?${e.changed ? ' Changed in this row.' : ''}`}
              title={e.kind === '' ? e.name : `${e.name}, ${e.kind}`}
              onClick={() => onSelect(e.key === selected ? null : e.key)}
            >
              {e.name}
            </button>
            <code className={css.value} title={e.value}>
              {section.shows === 'since' ? <Since e={e} /> : e.value}
            </code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Since({ e }: { readonly e: Entry }): ReactNode {
  if (e.gone) return 'gone';
  return e.row === null || e.row < 0 ? 'start' : <RowLink row={e.row} bare />;
}

function classOf(e: Entry, selected: boolean): string {
  return [css.entry, e.changed ? css.changed : '', e.gone ? css.gone : '', selected ? css.selected : ''].join(' ');
}

/** What a cell is called where its section is not seen: more than one thing has a `state`. */
export const pinName = ({ key, plain }: Pick<Entry, 'key' | 'plain'>): string => (plain === 'state' ? key : plain);
