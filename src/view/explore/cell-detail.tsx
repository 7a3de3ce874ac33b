import type { ReactNode } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Tried } from '../../store/session/exploring.ts';
import css from './explore-dialog.module.css';
import { RunLink } from './run-link.tsx';

interface Props {
  readonly name: string;
  readonly tried: readonly Tried[];
  readonly scenario: Scenario;
}

/** What was answered at a place, what came of each, and the way to its run. */
export function CellDetail({ name, tried, scenario }: Props): ReactNode {
  return (
    <section aria-label={name} className={css.detail}>
      <h4>{name}</h4>
      <ul className={css.found}>
        {tried.map(({ answer, ending, row }) => (
          <li key={answer.label}>
            <div>
              <b>{answer.label}</b>: {ending.id}
              {ending.text === '' ? null : <p>{ending.text}</p>}
              {answer.cause === '' ? null : <p className={css.cause}>{answer.cause}</p>}
            </div>
            <RunLink scenario={scenario} fault={answer.fault} row={row} name={`${name}, ${answer.label}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
