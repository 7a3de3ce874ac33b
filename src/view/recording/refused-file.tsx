import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { problemSentence } from '../../words/problem-sentence.ts';
import { Badge } from '../parts/badge.tsx';
import css from './refused-file.module.css';

/** Why the last file is no recording, and what stays open. */
export function RefusedFile(): ReactNode {
  const refused = useScope((s) => s.refusedFile);
  const open = useScope((s) => s.recording?.name ?? null);
  if (refused === null) return null;
  return (
    <div className={css.refused} role="alert">
      <Badge tone="error">Not opened</Badge>
      <p>
        <b>{refused.name}.</b> {problemSentence(refused.problem)}
        {open === null ? '' : ` ${open} stays open.`}
      </p>
    </div>
  );
}
