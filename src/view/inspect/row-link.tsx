import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import css from './row-link.module.css';

/** `row 63`: moves the cursor there. It is a button, since it goes nowhere that an address names. */
export function RowLink({ row, bare = false }: { readonly row: number; readonly bare?: boolean }): ReactNode {
  const seek = useScope((s) => s.seek);
  return (
    <button type="button" className={css.link} aria-label={`Go to row ${row}`} onClick={() => seek(row)}>
      {bare ? row : `row ${row}`}
    </button>
  );
}
