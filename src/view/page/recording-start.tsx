import { type ReactNode, useEffect, useRef } from 'react';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { PHONE, useMedia } from '../parts/use-media.ts';
import { Causes } from '../recording/causes.tsx';
import { Examples } from '../recording/examples.tsx';
import { FollowStrip } from '../recording/follow-strip.tsx';
import { FollowWays } from '../recording/follow-ways.tsx';
import { OpenFile } from '../recording/open-file.tsx';
import { PasteText } from '../recording/paste-text.tsx';
import { ReadingProgress } from '../recording/reading-progress.tsx';
import { Recipe } from '../recording/recipe.tsx';
import { RefusedFile } from '../recording/refused-file.tsx';
import { SaveBytes } from '../recording/save-bytes.tsx';
import { Header } from './header.tsx';
import { PhoneHead } from './phone-head.tsx';
import css from './recording-start.module.css';

/** The ways to open a recording, from a message to its cause, and how to record: what is there while none is open. */
export function RecordingStart(): ReactNode {
  const phone = useMedia(PHONE);
  const reading = useScope((s) => s.reading !== null);
  const following = useScope((s) => s.following);
  const kept = useScope((s) => s.kept);
  const stopped = useScope((s) => s.stopped);
  const open = useScope((s) => s.recording?.name ?? null);
  const choose = useScope((s) => s.choose);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
    // What stands below the rows while they come is there before the first of them.
    import('../recording/reading-strip.tsx').catch(() => undefined);
  }, []);
  return (
    <div className={css.page}>
      {phone ? <PhoneHead title="FF-A Scope" /> : <Header />}
      <main className={css.main}>
        <div className={css.column}>
          <div className={css.title}>
            <h2 ref={heading} tabIndex={-1}>
              Open a recording of a real machine
            </h2>
            {open === null || reading ? null : <Button onClick={() => choose(false)}>Back to {open}</Button>}
          </div>
          <RefusedFile />
          <p role="status" className={css.stopped}>
            {stopped}
          </p>
          {kept === null ? null : <SaveBytes name={kept.name} />}
          {following !== null ? (
            <FollowStrip following={following} />
          ) : reading ? (
            <ReadingProgress />
          ) : (
            <div className={css.parts}>
              <div>
                <section className={css.card} aria-label="File">
                  <OpenFile />
                  <FollowWays />
                  <PasteText />
                </section>
                <Part
                  title="Examples"
                  lead="Recorded with the recipe of this page; each opens as a file of yours would."
                >
                  <Examples />
                </Part>
              </div>
              <div>
                <Part title="From a message to its cause">
                  <Causes />
                </Part>
                <Part title="Record a machine">
                  <Recipe />
                </Part>
              </div>
            </div>
          )}
        </div>
      </main>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

function Part({ title, lead, children }: PartProps): ReactNode {
  return (
    <section className={css.card} aria-label={title}>
      <h3>{title}</h3>
      {lead === undefined ? null : <p className={css.lead}>{lead}</p>}
      {children}
    </section>
  );
}
