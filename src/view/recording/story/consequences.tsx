import type { ReactNode } from 'react';
import type { Consequence } from '../../../diagnose/story/file-story.ts';
import { Glyph } from '../../parts/badge.tsx';
import hidden from '../../parts/hidden.module.css';
import { LineLink, type Ways } from './line-link.tsx';
import css from './story.module.css';

interface Props {
  readonly list: readonly Consequence[];
  readonly ways: Ways | null;
}

/** What follows from a first cause, in the order of the lines, folded under it. */
export function Consequences({ list, ways }: Props): ReactNode {
  if (list.length === 0) return null;
  return (
    <details className={css.fold} open>
      <summary>
        What follows from it <span>{list.length}</span>
      </summary>
      <ol className={css.chain}>
        {list.map((c, i) => (
          <li key={`${c.line} ${c.says}`} className={c.good ? css.good : undefined}>
            <span className={css.number} aria-hidden="true">
              {c.good ? <Glyph tone="ok" /> : i + 1}
            </span>
            <p title={c.text}>
              {c.good ? <span className={hidden.hidden}>Works: </span> : null}
              {c.says}
            </p>
            <LineLink line={c.line} ways={ways} />
          </li>
        ))}
      </ol>
    </details>
  );
}
