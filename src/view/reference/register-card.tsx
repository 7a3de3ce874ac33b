import type { ReactNode } from 'react';
import { shownTrace } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { exchangeAt } from '../../words/exchange.ts';
import { leaves } from '../../words/field-label.ts';
import { fieldsOf } from '../../words/registers.ts';
import css from './word-layer.module.css';

/** The bits of one register of the current row, with what each field means, in the call and in its reply. */
export function RegisterCard({ register }: { readonly register: number }): ReactNode {
  const trace = useScope(shownTrace);
  const cursor = useScope((s) => s.cursor);
  const event = trace === null || cursor < 0 || cursor >= trace.length ? null : trace.row(cursor);
  if (trace === null || (event?.kind !== 'call' && event?.kind !== 'return')) return null;
  const exchange = exchangeAt(trace, event);
  return (
    <>
      {(['call', 'reply'] as const).map((side) => {
        const s = exchange[side];
        const value = s?.w[register];
        if (s === null || value === undefined) return null;
        return (
          <section key={side}>
            <p className={css.name}>
              <b>
                {s.decoded.width === 64 ? 'x' : 'w'}
                {register}
              </b>{' '}
              of the {side}: <code>0x{value.toString(16)}</code>
            </p>
            <dl className={css.fields}>
              {leaves(fieldsOf(s.decoded, register)).map((f) => (
                <div key={f.hi}>
                  <dt>{f.hi === f.lo ? f.hi : `${f.hi}:${f.lo}`}</dt>
                  <dd>
                    {f.name} {f.name === 'MBZ' && f.problem === undefined ? '' : f.meaning}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </>
  );
}
