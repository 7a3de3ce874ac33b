import { type ReactNode, useEffect, useRef, useState } from 'react';
import { forkOf } from '../../store/session/pair.ts';
import { useScope } from '../../store/store.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { ForkCaption, ForkSummary, ForkView } from '../pair/later.ts';
import { Button } from '../parts/button.tsx';
import { Icon } from '../parts/icons.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { RAIL, useMedia } from '../parts/use-media.ts';
import { ModelSummary, ReadingStrip, RecordingPanel, StackPane } from '../recording/later.ts';
import { SourcePane } from '../source/source-pane.tsx';
import css from './desk.module.css';
import { Header } from './header.tsx';
import { Inspector, Pins, ScenarioPanel, SearchBar, StatePanel, Transport } from './later-panels.ts';
import { LiveCaption } from './live-caption.tsx';
import { SideSplitters, usePanels } from './use-panels.tsx';

/** From 900 pixels on: scenario, diagram, inspector and state beside each other, the transport below. */
export function Desk(): ReactNode {
  const recorded = useScope((s) => s.tab === 'recording');
  const fork = useScope(forkOf);
  const searching = useScope((s) => s.search !== null);
  const strip = useScope((s) => recorded && (s.reading !== null || s.stopped !== ''));
  const sizes = usePanels();
  const pinned = useScope((s) => s.pins.length > 0);
  return (
    <div id="desk" className={fork === null ? css.desk : `${css.desk} ${css.forked}`} style={sizes.style}>
      <div className={css.top}>
        <Header />
      </div>
      <Left forked={fork !== null} />
      <main className={css.middle}>
        <SideSplitters sizes={sizes} scenario={fork === null} />
        {searching ? <SearchBar /> : null}
        {fork !== null ? (
          <ForkView fork={fork} />
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
        <div className={css.row}>
          <Inspector />
        </div>
        <div className={css.state}>
          {fork === null ? null : fork.model === null ? (
            <ForkSummary fork={fork} />
          ) : (
            <ModelSummary modelled={fork.model} />
          )}
          <StatePanel />
        </div>
      </aside>
      <footer className={css.foot}>
        {strip ? <ReadingStrip /> : null}
        <LiveCaption row={fork === null} />
        {fork === null ? null : <ForkCaption fork={fork} />}
        <div className={css.transport}>
          <Transport />
        </div>
      </footer>
    </div>
  );
}

/** The scenario: a column, or below 1280 pixels and beside a fork a rail from which it opens over the diagram. */
function Left({ forked }: { readonly forked: boolean }): ReactNode {
  const narrow = useMedia(RAIL);
  const rail = narrow || forked;
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
