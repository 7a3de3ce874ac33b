import type { ReactNode } from 'react';
import type { BrokenRule } from '../../store/recording.ts';
import { useScope } from '../../store/store.ts';
import { ruleById } from '../../trace/invariants.ts';
import { count } from '../format.tsx';
import { Section } from '../scenario/section.tsx';
import css from './departures.module.css';

const SHOWN = 50;

/** Rules that the recording shows broken by itself, without any profile. */
export function BrokenRules({ broken }: { readonly broken: readonly BrokenRule[] }): ReactNode {
  return (
    <Section title="Broken rules" aside={count(broken.length)}>
      {broken.length === 0 ? (
        <p className={css.none}>
          Every task that began something in this recording ends it, or the recording ends first.
        </p>
      ) : (
        <ol className={css.list}>
          {broken.slice(0, SHOWN).map((b) => (
            <li key={b.row}>
              <Broken broken={b} />
            </li>
          ))}
        </ol>
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
