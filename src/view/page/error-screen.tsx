import { type ReactNode, useEffect, useRef } from 'react';
import { FRESH } from '../../store/session/scenario-format.ts';
import type { Refused } from '../../store/session/session.ts';
import { useScope } from '../../store/store.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import told from '../parts/hidden.module.css';
import { PHONE, useMedia } from '../parts/use-media.ts';
import css from './error-screen.module.css';
import { Header } from './header.tsx';
import { PhoneHead } from './phone-head.tsx';

/** A link was damaged and nothing else is open: what is wrong with it, and the ways on. Never a silent demo. */
export function ErrorScreen({ refused }: { readonly refused: Refused }): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const openLesson = useScope((s) => s.openLesson);
  const open = useScope((s) => s.open);
  const phone = useMedia(PHONE);
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className={css.page}>
      {phone ? <PhoneHead title="FF-A Scope" /> : <Header />}
      <main className={css.screen}>
        <div className={css.card}>
          <Badge tone="error">Damaged link</Badge>
          <h2 ref={first} tabIndex={-1}>
            This link cannot be opened, so nothing was loaded
          </h2>
          <p className={css.why} role="alert">
            {problemSentence(refused.problem)}
          </p>
          <p className={css.link}>
            <span className={told.hidden}>The link as it arrived: </span>
            {refused.text}
          </p>
          <div className={css.row}>
            <Button look="primary" onClick={() => openDialog('paste')}>
              Paste the whole link
            </Button>
            <Button onClick={() => void openLesson(0)}>Start from lesson 1</Button>
            <Button look="ghost" onClick={() => open(FRESH)}>
              Open a new scenario
            </Button>
          </div>
          <p className={css.note}>
            A scenario lives in its link and nowhere else. Nothing is ever uploaded, so only the person who sent the
            link can give you the missing part.
          </p>
        </div>
      </main>
    </div>
  );
}
