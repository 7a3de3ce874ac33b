import type { ReactNode } from 'react';
import type { Report } from '../../import/recording.ts';
import { count } from '../../words/format.ts';
import css from './not-understood.module.css';

/** A person reads no more of them in a panel. */
const SHOWN = 100;

/** Lines that were not understood or not drawn, by line; nothing is dropped in silence. */
export function NotUnderstood({ report }: { readonly report: Report }): ReactNode {
  const { notUnderstood, notes, notDrawn, unit } = report;
  const skipped = [...notDrawn];
  return (
    <>
      {notes.length === 0 ? (
        <p className={css.all}>Every {unit} was understood.</p>
      ) : (
        <details className={css.details}>
          <summary>
            {notUnderstood === 0
              ? `${count(notes.length)} ${notes.length === 1 ? 'remark' : 'remarks'} on ${unit}s`
              : `${count(notUnderstood)} ${notUnderstood === 1 ? `${unit} was` : `${unit}s were`} not understood`}
          </summary>
          <ul>
            {notes.slice(0, SHOWN).map((n, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: notes have no identity, and a line may have two
              <li key={`${n.line} ${i}`}>
                {n.line === 0 ? null : (
                  <b>
                    {unit === 'line' ? 'Line' : 'Record'} {count(n.line)}.{' '}
                  </b>
                )}
                {n.why}
                {n.text === '' ? null : <code>{n.text}</code>}
              </li>
            ))}
          </ul>
          {notes.length > SHOWN ? <p>The first {SHOWN} are listed.</p> : null}
        </details>
      )}
      {skipped.length === 0 ? null : (
        <details className={css.details}>
          <summary>
            {count(skipped.reduce((n, [, many]) => n + many, 0))} {unit}s are not drawn
          </summary>
          <ul>
            {skipped.map(([what, many]) => (
              <li key={what}>
                {count(many)} <code className={css.kind}>{what}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
