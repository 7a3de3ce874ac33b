import type { ReactNode } from 'react';
import { EXAMPLES } from '../../store/recording/recording-examples.ts';
import { useScope } from '../../store/store.ts';
import css from './examples.module.css';

/** The recordings that ship. */
export function Examples(): ReactNode {
  const openShipped = useScope((s) => s.openShipped);
  return (
    <ul className={css.examples}>
      {EXAMPLES.map((e) => (
        <li key={e.name}>
          <button type="button" onClick={() => void openShipped(e.name)}>
            <b>{e.title}</b>
            <span>{e.why}</span>
            <code>{e.name}</code>
          </button>
        </li>
      ))}
    </ul>
  );
}
