import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import css from './row-link.module.css';

/** `row 63`: moves the cursor there, and the way back is kept. It is a button, since it goes nowhere that an address names. */
export function RowLink({ row, bare = false }: { readonly row: number; readonly bare?: boolean }): ReactNode {
  const follow = useScope((s) => s.follow);
  return (
    <button type="button" className={css.link} aria-label={`Go to row ${row}`} onClick={() => follow(row)}>
      {bare ? row : `row ${row}`}
    </button>
  );
}
