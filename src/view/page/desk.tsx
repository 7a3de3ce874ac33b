import { type ReactNode, useEffect, useRef, useState } from 'react';
import { pairOf } from '../../store/session/pair.ts';
import { useScope } from '../../store/store.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { PairCaption, PairSummary, PairView } from '../pair/later.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';

import { RAIL, useMedia } from '../parts/use-media.ts';
import { CounterpartSummary, ReadingStrip, RecordingPanel, StackPane } from '../recording/later.ts';
import { SourcePane } from '../source/source-pane.tsx';
import css from './desk.module.css';
import { Header } from './header.tsx';
import { Inspector, Pins, ScenarioPanel, SearchBar, Splitter, StatePanel, Transport } from './later-panels.ts';
import { LiveCaption } from './live-caption.tsx';
import { SideSplitters, usePanels } from './use-panels.tsx';

/** From 900 pixels on: scenario, diagram, inspector and state beside each other, the transport below. */
export function Desk(): ReactNode {
  const recorded = useScope((s) => s.tab === 'recording');
  const pair = useScope(pairOf);
  const searching = useScope((s) => s.search !== null);
  const strip = useScope((s) => recorded && (s.reading !== null || s.stopped !== ''));
  const sizes = usePanels();
  const pinned = useScope((s) => s.pins.length > 0);
  const told = useScope((s) => s.tab === 'recording' && (s.recording?.story.stories.length ?? 0) > 0);
  const looks = [css.desk, pair === null ? '' : css.paired, told ? css.told : ''].filter(Boolean).join(' ');
  return (
    <div id="desk" className={looks} style={sizes.style}>
      <div className={css.top}>
        <Header />
      </div>
      <Left paired={pair !== null} />
      <main className={css.middle}>
        <SideSplitters sizes={sizes} scenario={pair === null} />
        {searching ? <SearchBar /> : null}
        {pair !== null ? (
          <PairView pair={pair} />
        ) : (
          <>
            <Diagram />
            {pinned ? <Pins /> : null}
            <div id="panel-source" className={css.source}>
              <Splitter name="source" controls="panel-source" direction="up" {...sizes.source} />
              {recorded ? <StackPane /> : <SourcePane />}
            </div>
          </>
        )}
      </main>
      <aside id="panel-right" className={css.right} aria-label="Inspector and state">
        <div className={css.row} data-tour="registers">
          <Inspector />
        </div>
        <div className={css.state}>
          {pair !== null && pair.counterpart !== null ? <CounterpartSummary counterpart={pair.counterpart} /> : null}
          {/* What two runs come to stands behind the ids, which a fork is mostly about. */}
          <StatePanel between={pair !== null && pair.counterpart === null ? <PairSummary pair={pair} /> : null} />
        </div>
      </aside>
      <footer className={css.foot}>
        {strip ? <ReadingStrip /> : null}
        <LiveCaption row={pair === null} />
        {pair === null ? null : <PairCaption pair={pair} />}
        <div className={css.transport}>
          <Transport />
        </div>
      </footer>
    </div>
  );
}

/** The scenario: a column, or below 1280 pixels and beside a pair a rail from which it opens over the diagram. */
function Left({ paired }: { readonly paired: boolean }): ReactNode {
  const narrow = useMedia(RAIL);
  const rail = narrow || paired;
  const [open, setOpen] = useState(false);
  const recorded = useScope((s) => s.tab === 'recording');
  const name = recorded ? 'Recording' : 'Scenario';
  const Panel = recorded ? RecordingPanel : ScenarioPanel;
  const panel = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (rail && open) panel.current?.focus();
  }, [rail, open]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  if (!rail)
    return (
      <aside id="panel-left" className={css.left} aria-label={name}>
        <Panel />
      </aside>
    );
  return (
    <aside className={css.rail} aria-label={name}>
      <Button
        ref={button}
        square
        aria-label={`${open ? 'Hide' : 'Show'} the ${name.toLowerCase()}`}
        aria-expanded={open}
        className={open ? (css.turned ?? '') : ''}
        onClick={() => (open ? close() : setOpen(true))}
      >
        <Icon name="open" />
      </Button>
      {open ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes the panel wherever the focus is in it
        <div
          ref={panel}
          className={css.over}
          tabIndex={-1}
          onKeyDown={(e) => {
            if (e.key !== 'Escape' || e.defaultPrevented) return;
            e.preventDefault();
            close();
          }}
        >
          <Panel />
        </div>
      ) : null}
    </aside>
  );
}
