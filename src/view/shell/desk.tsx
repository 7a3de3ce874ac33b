import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Diagram } from '../diagram/diagram.tsx';
import { Icon } from '../icons.tsx';
import { Inspector } from '../inspect/inspector.tsx';
import { StatePanel } from '../inspect/state-panel.tsx';
import { ScenarioPanel } from '../scenario/scenario-panel.tsx';
import { SourcePane } from '../source/source-pane.tsx';
import { Transport } from '../transport/transport.tsx';
import { RAIL, useMedia } from '../use-media.ts';
import { Button } from './button.tsx';
import css from './desk.module.css';
import { Header } from './header.tsx';
import { LiveCaption } from './live-caption.tsx';

/** From 900 pixels on: scenario, diagram, inspector and state beside each other, the transport below. */
export function Desk(): ReactNode {
  return (
    <div className={css.desk}>
      <div className={css.top}>
        <Header />
      </div>
      <Left />
      <main className={css.middle}>
        <Diagram />
        <div className={css.source}>
          <SourcePane />
        </div>
      </main>
      <aside className={css.right} aria-label="Inspector and state">
        <Inspector />
        <StatePanel />
      </aside>
      <footer className={css.foot}>
        <LiveCaption />
        <Transport />
      </footer>
    </div>
  );
}

/** The scenario: a column, or below 1280 pixels a rail from which it opens over the diagram. */
function Left(): ReactNode {
  const rail = useMedia(RAIL);
  const [open, setOpen] = useState(false);
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
      <aside className={css.left} aria-label="Scenario">
        <ScenarioPanel />
      </aside>
    );
  return (
    <aside className={css.rail} aria-label="Scenario">
      <Button
        ref={button}
        square
        aria-label={open ? 'Hide the scenario' : 'Show the scenario'}
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
          <ScenarioPanel />
        </div>
      ) : null}
    </aside>
  );
}
