import type { ReactNode } from 'react';
import type { Verdict } from '../../diagnose/verdict.ts';
import type { Checked } from '../../store/recording/survey-facts.ts';
import { placeOfRow, verdictOf } from '../../store/recording/verdict-list.ts';
import { useScope } from '../../store/store.ts';
import { checkedText, isWhole } from '../../words/checked-text.ts';
import { count } from '../../words/format.ts';
import { Cited } from '../parts/cited.tsx';
import { PagedList } from '../parts/paged-list.tsx';
import { Section } from '../parts/section.tsx';
import css from './departures.module.css';

/** Every reply beside the profile: how many are equal or allowed, and each that departs. */
export function Departures({ checked, cut }: { readonly checked: Checked; readonly cut: boolean }): ReactNode {
  const { counts, departures, profile, rules } = checked;
  const { rows } = departures;
  const place = useScope((s) => {
    const at = placeOfRow(rows, s.cursor);
    return rows[at] === s.cursor ? at : -1;
  });
  return (
    <>
      <Section title="Departures" aside={count(counts.departure)}>
        <p className={css.profile}>against {profile}</p>
        {rows.length === 0 ? (
          <p className={css.none}>
            {isWhole(counts, cut)
              ? 'Every reply is one that the profile gives.'
              : `There is ${checkedText(counts, cut)}.`}
          </p>
        ) : (
          <PagedList
            name="departures"
            length={rows.length}
            current={place}
            entry={(i) => <Departure verdict={verdictOf(departures, rules, i)} />}
          />
        )}
      </Section>
      <Section title="Replies">
        <dl className={css.counts}>
          <Count n={counts.equal} text="equal to the usual answer" />
          <Count n={counts.allowed} text="allowed, not the usual answer" />
          <Count n={counts.departure} text="departures" />
          <Count n={counts.unknown} text="not known to the profile" />
        </dl>
      </Section>
    </>
  );
}

function Departure({ verdict: d }: { readonly verdict: Verdict }): ReactNode {
  const seek = useScope((s) => s.seek);
  const here = useScope((s) => s.cursor === d.row);
  return (
    <div className={css.departure} data-here={here ? '' : undefined}>
      <button type="button" aria-current={here ? 'true' : undefined} onClick={() => seek(d.row)}>
        <b>
          <span aria-hidden="true">≠ </span>Row {count(d.row)}
          {d.register === null ? '' : `, w${d.register}`}
        </b>
        <span>{d.text}</span>
      </button>
      {d.rule === null ? null : (
        <small>
          <Cited text={d.rule.source} />
        </small>
      )}
    </div>
  );
}

const Count = ({ n, text }: { readonly n: number; readonly text: string }): ReactNode => (
  <div>
    <dt>{text}</dt>
    <dd>{count(n)}</dd>
  </div>
);
