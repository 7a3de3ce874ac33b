import type { ReactNode } from 'react';
import { ENDINGS } from '../../store/session/exploring.ts';
import type { Difference } from './cells.ts';
import css from './explore-dialog.module.css';
import { siteName } from './site-name.ts';

interface Props {
  readonly differences: ReadonlyMap<string, Difference>;
  readonly names: readonly [string, string];
}

const glyph = (id: string): string => ENDINGS.find((e) => e.id === id)?.glyph ?? '';

/** Where two matrices differ, as a list: the same in a line as in two pictures. */
export function Differences({ differences, names: [here, there] }: Props): ReactNode {
  return (
    <details open={differences.size <= 20}>
      <summary>
        {differences.size === 1 ? '1 cell differs' : `${differences.size} cells differ`}: {here} → {there}
      </summary>
      <ul className={css.found} aria-label="Where the two differ">
        {[...differences].map(([key, { here: a, there: b }]) => (
          <li key={key}>
            <span>
              <code>{siteName(a.site)}</code>, {a.column}
            </span>
            <span className={css.endings}>
              <span className={`${css.ending} ${css[`tone-${a.worst.replaceAll(' ', '-')}`]}`}>
                <span aria-hidden="true">{glyph(a.worst)}</span> {a.worst}
              </span>{' '}
              →{' '}
              <span className={`${css.ending} ${css[`tone-${b.worst.replaceAll(' ', '-')}`]}`}>
                <span aria-hidden="true">{glyph(b.worst)}</span> {b.worst}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
