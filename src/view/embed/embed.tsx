import { type ReactNode, type SyntheticEvent, useEffect, useRef } from 'react';
import { startEmbed } from '../../store/page/embed.ts';
import { readEmbed } from '../../store/page/embed-wish.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Diagram } from '../diagram/diagram.tsx';
import { MissingParts } from '../parts/missing-parts.tsx';
import css from './embed.module.css';
import { EmbedBar } from './embed-bar.tsx';
import { EmbedCaption } from './embed-caption.tsx';
import { startEmbedKeys } from './embed-keys.ts';
import { useTold } from './use-told.ts';

const asked = readEmbed(location.search);

/** The page as a part of another one: the diagram, what its row says, and the buttons that move it, however narrow it is. */
export function Embed(): ReactNode {
  const root = useRef<HTMLElement>(null);
  const refused = useScope((s) => (s.current === null ? s.refused : null));
  const notes = useScope((s) => s.notes);
  const title = useScope((s) => shown(s)?.title ?? '');
  useEffect(() => startEmbed(useScope, asked.wish), []);
  useEffect(() => startEmbedKeys(useScope), []);
  useTold(root);
  useEffect(() => {
    document.title = title === '' ? 'FF-A Scope' : `${title} - FF-A Scope`;
  }, [title]);
  return (
    <main ref={root} className={css.embed} onContextMenuCapture={keepMenu}>
      {[...asked.notes, ...notes].map((note) => (
        <p key={note} className={css.note} title={note}>
          {note}
        </p>
      ))}
      {refused === null ? (
        <Diagram />
      ) : (
        <p role="alert" className={css.refused}>
          {problemSentence(refused.problem)}
        </p>
      )}
      <EmbedCaption />
      <EmbedBar />
      <MissingParts />
    </main>
  );
}

/** The menu of a row leads to what is not here, such as faults: the browser shows its own. */
const keepMenu = (e: SyntheticEvent): void => e.stopPropagation();
