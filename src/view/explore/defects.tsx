import type { ReactNode } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Defect, Tried } from '../../store/session/exploring.ts';
import css from './explore-dialog.module.css';
import { RunLink } from './run-link.tsx';
import { siteName } from './site-name.ts';

interface Props {
  readonly defects: readonly Defect[];
  readonly scenario: Scenario;
  readonly running: boolean;
}

/** What breaks, each thing once, with the first run that shows it. */
export function Defects({ defects, scenario, running }: Props): ReactNode {
  const allowed = defects.filter((d) => d.allowed);
  const others = defects.filter((d) => !d.allowed);
  return (
    <>
      <h3 className={css.title}>What breaks</h3>
      {allowed.length === 0 && !running ? <p>Nothing that an answer of a secure world may bring about.</p> : null}
      <ul className={css.found} aria-label="What breaks">
        {allowed.map((d) => (
          <Line key={d.finding.key} defect={d} scenario={scenario} />
        ))}
      </ul>
      {others.length === 0 ? null : (
        <details>
          <summary>{others.length} more, by answers that no secure world may give</summary>
          <ul className={css.found} aria-label="What breaks by forbidden answers">
            {others.map((d) => (
              <Line key={d.finding.key} defect={d} scenario={scenario} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Line({
  defect: { finding, by },
  scenario,
}: {
  readonly defect: Defect;
  readonly scenario: Scenario;
}): ReactNode {
  const first = by[0] as Tried;
  return (
    <li>
      <div>
        <b>{finding.text}</b>
        <p>
          {by.length === 1 ? '' : `${by.length} faults, as: `}
          {siteName(first.site)}: {first.answer.label}
        </p>
      </div>
      <RunLink scenario={scenario} fault={first.answer.fault} row={first.row} name={finding.text} />
    </li>
  );
}
