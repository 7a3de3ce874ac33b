import type { ReactNode } from 'react';
import { useScope } from '../../store/store.ts';
import { problemSentence as sentenceOf } from '../../words/problem-sentence.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import css from './live-caption.module.css';

/** What went wrong with the last thing that was given; nothing where nothing did. */
export function NotDone(): ReactNode {
  const problem = useScope((s) => s.problem);
  const report = useScope((s) => s.report);
  if (problem === null) return null;
  return (
    <div className={css.problem} role="alert">
      <Badge tone="error">Not done</Badge>
      <p>{sentenceOf(problem)}</p>
      <Button onClick={() => report(null)}>Close</Button>
    </div>
  );
}
