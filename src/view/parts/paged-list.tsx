import { type ReactNode, useEffect, useState } from 'react';
import { count } from '../../words/format.ts';
import { Button } from './button.tsx';
import css from './paged-list.module.css';

/** Entries on a page: a person reads no more of them at once. */
const PAGE = 50;

interface Props {
  /** What the entries are called: `departures`. */
  readonly name: string;
  readonly length: number;
  /** The entry of the current row, whose page is shown when it changes; -1 for none. */
  readonly current: number;
  readonly entry: (i: number) => ReactNode;
}

/** A list of any length, a page of it at a time. */
export function PagedList({ name, length, current, entry }: Props): ReactNode {
  const [chosen, setPage] = useState(0);
  const pages = Math.max(1, Math.ceil(length / PAGE));
  useEffect(() => {
    if (current >= 0) setPage(Math.floor(current / PAGE));
  }, [current]);
  const page = Math.min(chosen, pages - 1);
  const first = page * PAGE;
  const end = Math.min(first + PAGE, length);
  return (
    <>
      <ol className={css.list} start={first + 1}>
        {Array.from({ length: end - first }, (_, i) => first + i).map((i) => (
          <li key={i}>{entry(i)}</li>
        ))}
      </ol>
      {pages === 1 ? null : (
        <nav className={css.pages} aria-label={`Pages of ${name}`}>
          <Button disabled={page === 0} aria-label={`Earlier ${name}`} onClick={() => setPage(page - 1)}>
            Earlier
          </Button>
          <span role="status">
            {count(first + 1)} to {count(end)} of {count(length)}
          </span>
          <Button disabled={page === pages - 1} aria-label={`Later ${name}`} onClick={() => setPage(page + 1)}>
            Later
          </Button>
        </nav>
      )}
    </>
  );
}
