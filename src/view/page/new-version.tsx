import { type ReactNode, useEffect, useState } from 'react';
import { startAheadSoon } from '../../store/page/ahead.ts';
import { keepOffline, type NewVersion } from '../../store/page/offline.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import css from '../parts/notice.module.css';
import { openHandedFiles } from './handed-files.ts';

/** Keeps the page on this machine, opens what the operating system hands it, and offers a newer version: it never comes by itself. */
export function NewVersionNotice(): ReactNode {
  const [newer, setNewer] = useState<NewVersion | null>(null);
  const openRecording = useScope((s) => s.openRecording);
  const offerFollow = useScope((s) => s.offerFollow);
  useEffect(() => {
    if (import.meta.env.PROD) void keepOffline(setNewer);
  }, []);
  useEffect(startAheadSoon, []);
  useEffect(() => openHandedFiles(openRecording, offerFollow), [openRecording, offerFollow]);
  if (newer === null) return null;
  return (
    <div role="status" className={css.notice}>
      <p>
        A newer version of FF-A Scope is here. What is open is in the link and opens in it; a recording must be opened
        again.
      </p>
      <Button onClick={() => newer.take()}>Reload with it</Button>
      <Button look="ghost" onClick={() => setNewer(null)}>
        Later
      </Button>
    </div>
  );
}
