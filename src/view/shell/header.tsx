import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { Logo } from '../icons.tsx';
import { actionsText } from './action-words.ts';
import { Button } from './button.tsx';
import { CopyLink } from './copy-link.tsx';
import css from './header.module.css';
import { Runs } from './runs.tsx';
import { ThemeButton } from './theme-button.tsx';

/** The top of the page: what is open, and what can be done with it as a whole. */
export function Header(): ReactNode {
  const scenario = useScope((s) => s.current?.run.scenario ?? null);
  const openDialog = useScope((s) => s.openDialog);
  const title = scenario === null ? 'Nothing loaded' : scenario.title === '' ? 'Untitled scenario' : scenario.title;
  return (
    <header className={css.header}>
      <div className={css.brand}>
        <Logo />
        <span>FF-A Scope</span>
      </div>
      <nav className={css.tabs} aria-label="Ways in">
        <span aria-current="page" className={css.tab}>
          Simulate
        </span>
      </nav>
      <div className={css.rule} />
      <div className={css.title}>
        <h1>{title}</h1>
        {scenario === null ? null : <span>{actionsText(scenario.actions)}</span>}
      </div>
      <Runs />
      <Button look="ghost" onClick={() => openDialog('palette')}>
        Commands <kbd>Ctrl K</kbd>
      </Button>
      <CopyLink />
      <ThemeButton />
      <Button look="ghost" square aria-label="List of keys" title="List of keys" onClick={() => openDialog('help')}>
        <b aria-hidden="true">?</b>
      </Button>
    </header>
  );
}
