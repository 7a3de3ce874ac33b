import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useScope } from '../../store/store.ts';
import { Inspector } from '../inspect/inspector.tsx';
import { StatePanel } from '../inspect/state-panel.tsx';
import { ScenarioPanel } from '../scenario/scenario-panel.tsx';
import { Movers } from '../transport/movers.tsx';
import { Scrubber } from '../transport/scrubber.tsx';
import { CopyLink } from './copy-link.tsx';
import { LiveCaption } from './live-caption.tsx';
import css from './phone.module.css';
import { Runs } from './runs.tsx';
import { StepList } from './step-list.tsx';
import { ThemeButton } from './theme-button.tsx';

const TABS = ['Steps', 'Registers', 'State', 'Scenario'] as const;
type Tab = (typeof TABS)[number];

const PANEL: Readonly<Record<Tab, () => ReactNode>> = {
  Steps: StepList,
  Registers: Inspector,
  State: StatePanel,
  Scenario: ScenarioPanel,
};

/** Below 900 pixels: one thing at a time, and the buttons at the thumb. */
export function Phone(): ReactNode {
  const [tab, setTab] = useState<Tab>('Steps');
  const title = useScope((s) => s.current?.run.scenario.title ?? 'FF-A Scope');
  const tabs = useRef<HTMLDivElement>(null);
  const Panel = PANEL[tab];

  const arrows = (e: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
    if (by === undefined) return;
    e.preventDefault();
    const next = (TABS.indexOf(tab) + by + TABS.length) % TABS.length;
    setTab(TABS[next] as Tab);
    tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  };
  return (
    <div className={css.phone}>
      <header className={css.top}>
        <h1>{title === '' ? 'Untitled scenario' : title}</h1>
        <ThemeButton />
        <CopyLink compact />
      </header>
      <div ref={tabs} role="tablist" aria-label="Panels" className={css.tabs} onKeyDown={arrows}>
        {TABS.map((t) => (
          <button
            key={t}
            type="button"
            role="tab"
            id={`tab-${t}`}
            aria-selected={t === tab}
            aria-controls="panel"
            tabIndex={t === tab ? 0 : -1}
            onClick={() => setTab(t)}
          >
            {t}
          </button>
        ))}
      </div>
      <div>
        <Runs />
      </div>
      <main id="panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className={css.panel}>
        <Panel />
      </main>
      <footer className={css.foot}>
        <LiveCaption row={tab !== 'Steps'} />
        <Scrubber compact />
        <Movers large />
      </footer>
    </div>
  );
}
