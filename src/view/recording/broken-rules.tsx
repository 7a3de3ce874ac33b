import type { ReactNode } from 'react';
import type { BrokenList } from '../../store/recording/verdict-list.ts';
import { brokenOf, placeOfRow } from '../../store/recording/verdict-list.ts';
import { useScope } from '../../store/store.ts';
import type { BrokenRule } from '../../study/invariants.ts';
import { ruleById } from '../../trace/invariants.ts';
import { count } from '../../words/format.ts';
import { PagedList } from '../parts/paged-list.tsx';
import { Section } from '../parts/section.tsx';
import css from './departures.module.css';

/** Rules that the recording shows broken by itself, without any profile. */
export function BrokenRules({ broken }: { readonly broken: BrokenList }): ReactNode {
  const { rows } = broken;
  const place = useScope((s) => {
    const at = placeOfRow(rows, s.cursor);
    return rows[at] === s.cursor ? at : -1;
  });
  return (
    <Section title="Broken rules" aside={count(rows.length)}>
      {rows.length === 0 ? (
        <p className={css.none}>
          Every task that began something in this recording ends it, or the recording ends first.
        </p>
      ) : (
        <PagedList
          name="broken rules"
          length={rows.length}
          current={place}
          entry={(i) => <Broken broken={brokenOf(broken, i)} />}
        />
      )}
    </Section>
  );
}

function Broken({ broken: b }: { readonly broken: BrokenRule }): ReactNode {
  const seek = useScope((s) => s.seek);
  const here = useScope((s) => s.cursor === b.row);
  return (
    <button
      type="button"
      className={css.departure}
      aria-current={here ? 'true' : undefined}
      onClick={() => seek(b.row)}
    >
      <b>
        Row {count(b.row)}, {b.rule}
      </b>
      <span>{b.text}</span>
      <small>{ruleById(b.rule)?.says ?? ''}</small>
    </button>
  );
}
