import type { ReactNode } from 'react';
import link from '../../parts/row-link.module.css';
import css from './story.module.css';

/** Where the lines of a text lead: to their rows in a recording, or to their place in what was pasted. */
export interface Ways {
  leads(line: number): boolean;
  go(line: number): void;
}

/** `line 210`: goes there, where there is somewhere to go. */
export function LineLink({ line, ways }: { readonly line: number; readonly ways: Ways | null }): ReactNode {
  if (ways === null || !ways.leads(line)) return <span className={css.place}>line {line}</span>;
  return (
    <button
      type="button"
      className={`${link.link} ${css.place}`}
      aria-label={`Go to line ${line}`}
      onClick={() => ways.go(line)}
    >
      line {line}
    </button>
  );
}
