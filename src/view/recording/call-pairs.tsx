import type { ReactNode } from 'react';
import { hex } from '../../base/bits.ts';
import { useScope } from '../../store/store.ts';
import type { CallPair } from '../../study/call-pairs.ts';
import { type Counterpart, pairOfCalls } from '../../study/counterpart.ts';
import { count } from '../../words/format.ts';
import css from './call-pairs.module.css';

/** Rows of the list before and after the first difference: a longer list is read by nobody. */
const BEFORE = 20;
const SHOWN = 200;

/** The calls of the recording and of its counterpart in two columns, the ones that differ marked. */
export function CallPairs({ counterpart }: { readonly counterpart: Counterpart }): ReactNode {
  const { pairs, first } = counterpart;
  const { length } = pairs.left;
  const from = length <= SHOWN || first === null ? 0 : Math.max(0, first - BEFORE);
  const shown = Array.from({ length: Math.min(SHOWN, length - from) }, (_, i) => from + i);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Recording and model, call by call">
        <table>
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Call</th>
              <th scope="col">Model</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((i) => (
              <PairRow key={i} pair={pairOfCalls(counterpart, i)} isFirst={i === first} />
            ))}
          </tbody>
        </table>
      </section>
      {length > shown.length ? (
        <p className={css.note}>
          {count(from + 1)} to {count(from + shown.length)} of {count(length)} calls.
        </p>
      ) : null}
    </>
  );
}

function PairRow({ pair, isFirst }: { readonly pair: CallPair; readonly isFirst: boolean }): ReactNode {
  const lookAtSide = useScope((s) => s.lookAtSide);
  const { name, left, right, difference: d } = pair;
  const differs = left === null || right === null || d !== null;
  const value = (v: bigint | null): string => (v === null ? 'no reply' : hex(v));
  return (
    <tr className={differs ? css.differs : undefined} aria-current={isFirst ? 'true' : undefined}>
      <td>
        {left === null ? (
          '–'
        ) : (
          <button type="button" aria-label={`Go to row ${left.row}`} onClick={() => lookAtSide('left', left.row)}>
            {count(left.row)}
          </button>
        )}
      </td>
      <td>
        <code>{name.replace(/^FFA_/, '')}</code>
        {d === null ? null : (
          <small>
            ≠ w{d.register} of the {d.message}: recorded {value(d.left)}, model {value(d.right)}
          </small>
        )}
      </td>
      <td>{right === null ? 'not there' : left === null ? 'only here' : d === null ? 'equal' : 'differs'}</td>
    </tr>
  );
}
