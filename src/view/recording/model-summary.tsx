import type { ReactNode } from 'react';
import { differenceText, type Modelled } from '../../study/modelled.ts';
import { count } from '../../words/format.ts';
import { Section } from '../parts/section.tsx';
import css from './model-this.module.css';

/** What a recording and its model come to, call by call: the numbers and the first difference. */
export function ModelSummary({ modelled }: { readonly modelled: Modelled }): ReactNode {
  const { first, notes } = modelled;
  return (
    <Section title="Recording and model">
      <p role="status" className={first === null ? css.equal : css.difference}>
        {first === null ? '' : 'First difference. '}
        {differenceText(modelled)}
      </p>
      <Counts modelled={modelled} />
      {notes.map((n) => (
        <p key={n} className={css.note}>
          {n}
        </p>
      ))}
    </Section>
  );
}

/** How many calls are alike, and why the model departs where it does. */
export function Counts({ modelled: { counts, scenario } }: { readonly modelled: Modelled }): ReactNode {
  const faults = scenario.faults.length;
  return (
    <>
      <p className={css.note}>
        {count(counts.equal)} equal, {count(counts.different)} different, {count(counts.onlyRecorded)} only in the
        recording, {count(counts.onlyModelled)} only in the model. Times and page addresses are not compared.
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
