import type { ReactNode } from 'react';
import type { Tab } from '../../store/session/showing.ts';
import { useScope } from '../../store/store.ts';
import css from './ways-in.module.css';

export const WAYS: readonly (readonly [Tab, string])[] = [
  ['simulate', 'Simulate'],
  ['recording', 'Open a recording'],
];

/** The ways into the page as tabs, two of a kind side by side, and everything that can happen. What is open in one stays open while another is looked at. */
export function WaysIn(): ReactNode {
  const tab = useScope((s) => s.tab);
  const setTab = useScope((s) => s.setTab);
  const openDialog = useScope((s) => s.openDialog);
  const goTo = useScope((s) => s.goTo);
  return (
    <nav className={css.tabs} aria-label="Ways in">
      {WAYS.map(([way, name]) => (
        <button
          key={way}
          type="button"
          className={css.tab}
          data-tour={way}
          aria-current={way === tab ? 'page' : undefined}
          onClick={() => setTab(way)}
        >
          {name}
        </button>
      ))}
      {tab === 'simulate' ? (
        <button type="button" className={css.tab} aria-haspopup="dialog" onClick={() => openDialog('drivers')}>
          Compare
        </button>
      ) : null}
      {tab === 'simulate' ? (
        <button type="button" className={css.tab} aria-haspopup="dialog" onClick={() => goTo('explore')}>
          Explore
        </button>
      ) : null}
    </nav>
  );
}
