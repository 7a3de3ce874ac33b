import type { ReactNode } from 'react';
import type { Checked, Verdict } from '../../store/recording.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../format.tsx';
import { Section } from '../scenario/section.tsx';
import css from './departures.module.css';

/** A person reads no more of them in a panel; D goes on to all of them. */
const SHOWN = 50;

/** Every reply beside the profile: how many are equal or allowed, and each that departs. */
export function Departures({ checked }: { readonly checked: Checked }): ReactNode {
  const { counts, departures, profile } = checked;
  return (
    <>
      <Section title="Departures" aside={count(counts.departure)}>
        <p className={css.profile}>against {profile}</p>
        {departures.length === 0 ? (
          <p className={css.none}>Every reply is one that the profile gives.</p>
        ) : (
          <ol className={css.list}>
            {departures.slice(0, SHOWN).map((d) => (
              <li key={d.row}>
                <Departure verdict={d} />
              </li>
            ))}
          </ol>
        )}
        {counts.departure > SHOWN ? (
          <p className={css.none}>The first {SHOWN} are listed. D goes to the next one in the rows.</p>
        ) : null}
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
    <button
      type="button"
      className={css.departure}
      aria-current={here ? 'true' : undefined}
      onClick={() => seek(d.row)}
    >
      <b>
        <span aria-hidden="true">≠ </span>Row {count(d.row)}
        {d.register === null ? '' : `, w${d.register}`}
      </b>
      <span>{d.text}</span>
      {d.rule === null ? null : <small>{d.rule.source}</small>}
    </button>
  );
}

const Count = ({ n, text }: { readonly n: number; readonly text: string }): ReactNode => (
  <div>
    <dt>{text}</dt>
    <dd>{count(n)}</dd>
  </div>
);
