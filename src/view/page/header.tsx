import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { actionsText } from '../../words/action-words.ts';
import { Button } from '../parts/button.tsx';
import { Logo } from '../parts/icons.tsx';
import { later } from '../parts/later.tsx';
import titleCss from '../parts/page-title.module.css';
import { CopyLink } from './copy-link.tsx';
import css from './header.module.css';
import { Runs } from './later-panels.ts';
import { ThemeButton } from './theme-button.tsx';
import { WaysIn } from './ways-in.tsx';

const RecordingTitle = later(async () => (await import('../recording/recording-title.tsx')).RecordingTitle);

/** The top of the page: what is open, and what can be done with it as a whole. */
export function Header(): ReactNode {
  // What is being run has its title here before it is whole.
  const scenario = useScope((s) => s.current?.run.scenario ?? s.wanted);
  const openDialog = useScope((s) => s.openDialog);
  const recorded = useScope((s) => s.tab === 'recording');
  const title = scenario === null ? 'Nothing loaded' : scenario.title === '' ? 'Untitled scenario' : scenario.title;
  return (
    <header className={css.header}>
      <div className={css.brand}>
        <Logo />
        <span>FF-A Scope</span>
      </div>
      <WaysIn />
      <div className={css.rule} />
      {recorded ? (
        <RecordingTitle />
      ) : (
        <div className={titleCss.title}>
          <h1>{title}</h1>
          {scenario === null ? null : <span>{actionsText(scenario.actions)}</span>}
        </div>
      )}
      {recorded ? null : <Runs />}
      <Button look="ghost" title="Row height, scale, folds, lanes (V)" onClick={() => openDialog('view')}>
        View
      </Button>
      <Button look="ghost" onClick={() => openDialog('palette')}>
        Commands <kbd>Ctrl K</kbd>
      </Button>
      <Button title="Take it away: mail, document, program (Ctrl E)" onClick={() => openDialog('export')}>
        Export
      </Button>
      {recorded ? null : <CopyLink />}
      <ThemeButton />
      <Button look="ghost" square aria-label="List of keys" title="List of keys" onClick={() => openDialog('help')}>
        <b aria-hidden="true">?</b>
      </Button>
    </header>
  );
}
