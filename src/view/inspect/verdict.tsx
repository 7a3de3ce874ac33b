import type { ReactNode } from 'react';
import type { Outcome } from '../../scenario/types.ts';
import { OPTEE } from '../../trace/keys.ts';
import type { World } from '../../trace/world.ts';
import { brokenRules } from '../../words/broken-rules.ts';
import { Badge } from '../parts/badge.tsx';
import { RowLink } from '../parts/row-link.tsx';
import css from './verdict.module.css';

/** Rows of one rule that are listed; the rest is counted. */
const SHOWN = 8;

/** What is wrong with the run as a whole: broken rules with their rows, a hang, and a secure world that is down. */
export function Verdict({ outcome, world }: { readonly outcome: Outcome; readonly world: World }): ReactNode {
  const { violations, hang } = outcome;
  const panic = world.cell(OPTEE.panic);
  if (violations.length === 0 && hang === null && panic === undefined) return null;
  return (
    <section className={css.verdict} aria-label="Outcome of the run">
      {panic === undefined ? null : (
        <p className={css.panic}>
          <Badge tone="violation">OP-TEE has panicked</Badge> in <RowLink row={panic.row} />, and no CPU that enters it
          comes back. <code>{String(panic.value)}</code>
        </p>
      )}
      {violations.length === 0 ? null : (
        <>
          <p>
            <Badge tone="violation">
              {violations.length === 1 ? '1 violation' : `${violations.length} violations`}
            </Badge>{' '}
            in the whole run, also where it has not come to yet
          </p>
          <ul>
            {brokenRules(violations).map((b) => (
              <li key={b.rule}>
                <b>{b.rule}</b> {b.says}{' '}
                <span className={css.rows}>
                  {b.rows.slice(0, SHOWN).map((row) => (
                    <RowLink key={row} row={row} />
                  ))}
                  {b.rows.length > SHOWN ? `and ${b.rows.length - SHOWN} more` : ''}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {hang === null ? null : (
        <p>
          <span className={css.hang}>
            <svg viewBox="0 0 9 9" aria-hidden="true">
              <path d="M2.5 1v7M6.5 1v7" />
            </svg>
            hangs
          </span>{' '}
          {hang}.
        </p>
      )}
    </section>
  );
}
