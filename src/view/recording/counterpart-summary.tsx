import type { ReactNode } from 'react';
import { type Counterpart, differenceText } from '../../study/counterpart.ts';
import { count } from '../../words/format.ts';
import { Section } from '../parts/section.tsx';
import css from './counterpart.module.css';

/** What a recording and its counterpart come to, call by call: the numbers and the first difference. */
export function CounterpartSummary({ counterpart }: { readonly counterpart: Counterpart }): ReactNode {
  const { first, notes } = counterpart;
  return (
    <Section title="Recording and model">
      <p role="status" className={first === null ? css.equal : css.difference}>
        {first === null ? '' : 'First difference. '}
        {differenceText(counterpart)}
      </p>
      <Counts counterpart={counterpart} />
      {notes.map((n) => (
        <p key={n} className={css.note}>
          {n}
        </p>
      ))}
    </Section>
  );
}

/** How many calls are alike, and why the counterpart departs where it does. */
export function Counts({ counterpart: { counts, scenario } }: { readonly counterpart: Counterpart }): ReactNode {
  const faults = scenario.faults.length;
  return (
    <>
      <p className={css.note}>
        {count(counts.equal)} equal, {count(counts.different)} different, {count(counts.onlyLeft)} only in the
        recording, {count(counts.onlyRight)} only in the model. Times and page addresses are not compared.
      </p>
      {faults === 0 ? null : (
        <p className={css.note}>
          The model has {count(faults)} {faults === 1 ? 'fault, which makes' : 'faults, which make'} it depart where the
          machine did.
        </p>
      )}
    </>
  );
}
