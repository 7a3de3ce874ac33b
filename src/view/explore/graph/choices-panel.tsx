import type { ReactNode } from 'react';
import type { ChoiceCount } from '../../../store/session/exploring.ts';
import { count } from '../../../words/format.ts';
import css from './graph.module.css';

/** What changes something and was never made comes first, what changes nothing last. */
const rank = ({ kept, tried }: ChoiceCount): number => (kept === 0 ? 2 : tried === 0 ? 0 : 1);

/** Which choice was made how often, and which never: those that were never made come first. */
export function ChoicesPanel({ choices }: { readonly choices: readonly ChoiceCount[] }): ReactNode {
  const sorted = choices.toSorted((a, b) => rank(a) - rank(b) || b.kept - a.kept);
  const never = choices.filter((c) => c.tried === 0);
  return (
    <>
      <p className={css.hint}>
        {count(choices.length)} kinds of choices, {count(never.length)} of them never made. A choice changes nothing
        where what runs next touches nothing that others touch: there it is not tried. What changes something and was
        not made needs more switches.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.choices} tabIndex={0} aria-label="Choices">
        <table>
          <thead>
            <tr>
              <th scope="col">Runs or happens</th>
              <th scope="col">while could go on</th>
              <th scope="col">possible</th>
              <th scope="col">changes something</th>
              <th scope="col">made</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ instead, of, possible, kept, tried }) => (
              <tr key={`${instead}\n${of}`}>
                <th scope="row">{instead}</th>
                <th scope="row">{of || 'nothing runs'}</th>
                <td>{count(possible)}</td>
                <td>{count(kept)}</td>
                <td className={kept === 0 ? css.nothing : tried === 0 ? css.never : ''}>
                  {tried === 0 ? 'never' : count(tried)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
