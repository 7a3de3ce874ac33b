import { type ComponentType, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { pairOf } from '../../store/session/pair.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { PairCaption } from '../pair/later.ts';
import { LYING } from '../parts/use-media.ts';
import { useSwipe } from '../parts/use-swipe.ts';
import { ReadingStrip, RecordingPanel } from '../recording/later.ts';
import { Position } from '../transport/position.tsx';
import { Scrubber } from '../transport/scrubber.tsx';
import { CopyLink } from './copy-link.tsx';
import { ExportButton } from './export-button.tsx';
import { Inspector, Runs, ScenarioPanel, SearchBar, StatePanel } from './later-panels.ts';
import { LiveCaption } from './live-caption.tsx';
import css from './phone.module.css';
import { PhoneBar } from './phone-bar.tsx';
import { PhoneDiagram } from './phone-diagram.tsx';
import { PhoneHead } from './phone-head.tsx';
import { StepList } from './step-list.tsx';

const RUN_TABS = ['Steps', 'Diagram', 'Registers', 'State', 'Scenario'] as const;
const RECORDING_TABS = ['Steps', 'Diagram', 'Registers', 'State', 'Recording'] as const;
type Tab = (typeof RUN_TABS | typeof RECORDING_TABS)[number];

const PANEL: Readonly<Record<Tab, ComponentType>> = {
  Steps: StepList,
  Diagram: PhoneDiagram,
  Registers: Inspector,
  State: StatePanel,
  Scenario: ScenarioPanel,
  Recording: RecordingPanel,
};

/** Below 900 pixels: one thing at a time, and the buttons at the thumb. */
export function Phone(): ReactNode {
  const [chosen, setTab] = useState<Tab>(() => (matchMedia(LYING).matches ? 'Diagram' : 'Steps'));
  const title = useScope((s) => shown(s)?.title ?? 'FF-A Scope');
  const recorded = useScope((s) => s.tab === 'recording');
  const two = useScope(pairOf);
  // A recording and its counterpart have no room side by side: the panel lists their calls.
  const pair = two?.counterpart === null ? two : null;
  // The key J, where a keyboard is there.
  const asking = useScope((s) => s.dialog === 'row');
  const searching = useScope((s) => s.search !== null);
  const strip = useScope((s) => s.tab === 'recording' && (s.reading !== null || s.stopped !== ''));
  const TABS: readonly Tab[] = recorded ? RECORDING_TABS : RUN_TABS;
  const tab = TABS.includes(chosen) ? chosen : (TABS.at(-1) as Tab);
  const tabs = useRef<HTMLDivElement>(null);
  const Panel = PANEL[tab];
  // The list and the diagram lie beside each other: a finger that goes sideways turns from one to the other.
  const swipe = useSwipe((direction) => {
    if (tab === 'Steps' && direction === 1) setTab('Diagram');
  });

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
      <PhoneHead title={title === '' ? 'Untitled scenario' : title}>
        <ExportButton />
        {recorded ? null : <CopyLink compact />}
      </PhoneHead>
      <div ref={tabs} role="tablist" aria-label="Panels" className={css.tabs} onKeyDown={arrows}>
        {TABS.map((t) => (
          <button
            key={t}
            type="button"
            role="tab"
            id={`tab-${t}`}
            data-tour={t === 'Registers' ? 'registers' : undefined}
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
        {recorded ? null : <Runs />}
        {searching ? <SearchBar /> : null}
      </div>
      {/* Each tab begins at its top: the scroll of the last one is not its own. */}
      <main
        key={tab}
        id="panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        className={tab === 'Diagram' ? `${css.panel} ${css.drawn}` : css.panel}
        data-tour={tab === 'Steps' || tab === 'Diagram' ? 'rows' : undefined}
        {...(tab === 'Steps' ? swipe : {})}
      >
        <Panel />
      </main>
      <footer className={css.foot}>
        {strip ? <ReadingStrip /> : null}
        <LiveCaption row={tab !== 'Steps' && pair === null} />
        {pair === null ? null : <PairCaption pair={pair} />}
        <div className={css.move}>
          <Scrubber compact />
          <PhoneBar />
        </div>
        {asking ? <Position /> : null}
      </footer>
    </div>
  );
}
