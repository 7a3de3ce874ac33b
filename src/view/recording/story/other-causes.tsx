import type { ReactNode } from 'react';
import type { RankedCause, RuledOut } from '../../../diagnose/story/finding.ts';
import { CauseBody } from './cause-body.tsx';
import { LineLink, type Ways } from './line-link.tsx';
import css from './story.module.css';

interface Props {
  readonly causes: readonly RankedCause[];
  readonly ruledOut: readonly RuledOut[];
  readonly ways: Ways | null;
  readonly onShow: (cause: RankedCause) => void;
}

/** Causes that are less likely, folded, and those that a line rules out. */
export function OtherCauses({ causes, ruledOut, ways, onShow }: Props): ReactNode {
  return (
    <>
      {causes.length === 0 ? null : (
        <details className={css.fold}>
          <summary>
            It may also be <span>{causes.length}</span>
          </summary>
          <ul className={css.others}>
            {causes.map((c) => (
              <li key={c.id}>
                <h5>{c.title}</h5>
                <CauseBody cause={c} ways={ways} onShow={onShow} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {ruledOut.length === 0 ? null : (
        <details className={css.fold}>
          <summary>
            Ruled out <span>{ruledOut.length}</span>
          </summary>
          <ul className={css.lines}>
            {ruledOut.map((r) => (
              <li key={r.id}>
                <p>
                  {r.title}: {r.by.says}
                </p>
                <LineLink line={r.by.line} ways={ways} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
