import type { ReactNode } from 'react';
import type { Run } from '../../scenario/types.ts';
import { removeFault } from '../../store/session/scenario-format.ts';
import { useScope } from '../../store/store.ts';
import { isFaultRow } from '../../trace/fault-row.ts';
import type { Trace } from '../../trace/trace.ts';
import { faultText } from '../../words/fault-text.ts';
import { Section } from '../parts/section.tsx';
import css from './faults.module.css';

/** What is injected, as sentences, each with the row where it strikes. */
export function Faults({ run }: { readonly run: Run }): ReactNode {
  const edit = useScope((s) => s.edit);
  const seek = useScope((s) => s.seek);
  const { faults } = run.scenario;
  return (
    <Section title="Faults" aside={faults.length === 0 ? 'none' : String(faults.length)}>
      {faults.length === 0 ? (
        <p className={css.empty}>
          Select a call and press <kbd>I</kbd> to choose an error that it can return.
        </p>
      ) : (
        <ul className={css.list}>
          {faults.map((f, i) => {
            const text = faultText(f);
            const missed = run.missedFaults.includes(i);
            const row = missed ? null : strikesAt(run.trace, i);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a fault is its place in the list; rows name it by that
              <li key={i} className={css.fault}>
                {/* The flag that its row has in the diagram. */}
                <svg className={css.flag} viewBox="0 0 9 12" aria-hidden="true">
                  <path d="M1 11.5V1.5h6.5L5.5 4l2 2.5H1" />
                </svg>
                <span>
                  {text}.{missed ? <em className={css.missed}> The run never comes there.</em> : null}
                  {row === null ? null : (
                    <>
                      {' '}
                      <button
                        type="button"
                        className={css.go}
                        aria-label={`Go to row ${row}`}
                        onClick={() => seek(row)}
                      >
                        row {row}
                      </button>
                    </>
                  )}
                </span>
                <button
                  type="button"
                  className={css.remove}
                  aria-label={`Remove: ${text}`}
                  title="Remove"
                  onClick={() => edit({ faults: removeFault(run.scenario, i).faults }, `Without: ${text}`)}
                >
                  ×
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}

function strikesAt(trace: Trace, index: number): number | null {
  for (const e of trace.rows()) if (e.fault === index && isFaultRow(trace, e)) return e.row;
  return null;
}
