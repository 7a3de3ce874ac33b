import { type ReactNode, useEffect } from 'react';
import { useScope } from '../store/store.ts';
import css from './app.module.css';
import { InjectMenu } from './inject/inject-menu.tsx';
import { Desk } from './shell/desk.tsx';
import { ErrorScreen } from './shell/error-screen.tsx';
import { Header } from './shell/header.tsx';
import { HelpDialog } from './shell/help-dialog.tsx';
import { startKeys } from './shell/keys.ts';
import { LessonsDialog } from './shell/lessons-dialog.tsx';
import { LinkDialog } from './shell/link-dialog.tsx';
import { Palette } from './shell/palette.tsx';
import { PasteDialog } from './shell/paste-dialog.tsx';
import { Phone } from './shell/phone.tsx';
import { PHONE, useMedia } from './use-media.ts';

/** The page. Wide screens show everything beside each other, narrow ones a list of steps with tabs. */
export function App(): ReactNode {
  const phone = useMedia(PHONE);
  const refused = useScope((s) => (s.current === null ? s.refused : null));
  useEffect(() => startKeys(useScope), []);
  useTitle();
  return (
    <>
      {refused !== null ? (
        <div className={css.refused}>
          <Header />
          <ErrorScreen refused={refused} />
        </div>
      ) : phone ? (
        <Phone />
      ) : (
        <Desk />
      )}
      <InjectMenu />
      <OpenDialog />
    </>
  );
}

function OpenDialog(): ReactNode {
  const dialog = useScope((s) => s.dialog);
  switch (dialog) {
    case 'help':
      return <HelpDialog />;
    case 'lessons':
      return <LessonsDialog />;
    case 'palette':
      return <Palette />;
    case 'link':
      return <LinkDialog />;
    case 'paste':
      return <PasteDialog />;
    default:
      return null;
  }
}

/** The window is named after what is open. */
function useTitle(): void {
  const title = useScope((s) => s.current?.run.scenario.title ?? '');
  useEffect(() => {
    document.title = title === '' ? 'FF-A Scope' : `${title} - FF-A Scope`;
  }, [title]);
}
