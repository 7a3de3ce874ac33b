import { type ReactNode, useEffect, useLayoutEffect } from 'react';
import { busy } from '../../store/busy.ts';
import { latePart } from '../../store/parts.ts';
import { choosesRecording, shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { ByHandMenu } from '../by-hand/later.ts';
import { DriversDialog, WaysDialog } from '../compare/later.ts';
import { ExploreDialog } from '../explore/later.ts';
import { InjectMenu } from '../inject/later.ts';
import { FuturesDialog } from '../pair/later.ts';
import { MissingParts } from '../parts/missing-parts.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import { Printing } from '../print/later.ts';
import { CausesDialog, DropTarget, RecipeDialog } from '../recording/later.ts';
import { ReferenceDialog, WordLayer } from '../reference/later.ts';
import { ReviewDialog } from '../review/later.ts';
import { Tour } from '../tour/later.ts';
import { Desk } from './desk.tsx';
import {
  BreaksDialog,
  ErrorScreen,
  ExportDialog,
  HelpDialog,
  LessonsDialog,
  LinkDialog,
  NewVersionNotice,
  Palette,
  PasteDialog,
  Phone,
  RecentDialog,
  RecordingStart,
  ViewDialog,
} from './later.ts';

/** The page. Wide screens show everything beside each other, narrow ones a list of steps with tabs. */
export function App(): ReactNode {
  const phone = useMedia(PHONE);
  const refused = useScope((s) => (s.current === null && s.tab === 'simulate' ? s.refused : null));
  const starting = useScope(choosesRecording);
  const led = useScope((s) => s.tour !== null);
  useEffect(startKeysSoon, []);
  useTitle();
  return (
    <>
      {refused !== null ? (
        <ErrorScreen refused={refused} />
      ) : starting ? (
        <RecordingStart />
      ) : phone ? (
        <Phone />
      ) : (
        <Desk />
      )}
      <InjectMenu />
      <DropTarget />
      <OpenDialog />
      <WordLayer />
      {led ? <Tour /> : null}
      <Printing />
      <MissingParts />
      <NewVersionNotice />
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
    case 'causes':
      return <CausesDialog />;
    case 'recipe':
      return <RecipeDialog />;
    case 'by-hand':
      return <ByHandMenu />;
    case 'ways':
      return <WaysDialog />;
    case 'recent':
      return <RecentDialog />;
    case 'view':
      return <ViewDialog />;
    case 'breaks':
      return <BreaksDialog />;
    case 'futures':
      return <FuturesDialog />;
    case 'export':
      return <ExportDialog />;
    case 'drivers':
      return <DriversDialog />;
    case 'review':
      return <ReviewDialog />;
    case 'reference':
      return <ReferenceDialog />;
    case 'explore':
      return <ExploreDialog />;
    default:
      return null;
  }
}

const keys = latePart(() => import('./keys.ts'));

/** The keys and their commands come right after the first paint. Answers a function that ends them. */
function startKeysSoon(): () => void {
  const over = busy();
  let end: (() => void) | null = null;
  let gone = false;
  void keys()
    .then(({ startKeys }) => {
      if (!gone) end = startKeys(useScope);
    })
    .finally(over);
  return () => {
    gone = true;
    end?.();
  };
}

/** The window is named after what is open, together with it. */
function useTitle(): void {
  const title = useScope((s) => shown(s)?.title ?? '');
  useLayoutEffect(() => {
    document.title = title === '' ? 'FF-A Scope' : `${title} - FF-A Scope`;
  }, [title]);
}
