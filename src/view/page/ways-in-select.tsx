import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import css from './ways-in.module.css';
import { WAYS } from './ways-in.tsx';

/** The ways into the page where there is little room. */
export function WaysInSelect(): ReactNode {
  const tab = useScope((s) => s.tab);
  const setTab = useScope((s) => s.setTab);
  return (
    <select
      className={css.select}
      data-tour="recording"
      aria-label="Ways in"
      value={tab}
      onChange={(e) => setTab(e.target.value === 'recording' ? 'recording' : 'simulate')}
    >
      {WAYS.map(([way, name]) => (
        <option key={way} value={way}>
          {name}
        </option>
      ))}
    </select>
  );
}
