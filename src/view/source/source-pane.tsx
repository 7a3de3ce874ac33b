import { lazy, type ReactNode, Suspense } from 'react';
import { latePart } from '../../store/parts.ts';
import css from '../parts/pane.module.css';

// The diagram does not wait for the sources: the pane and its list of files come after the first paint.
const Pane = lazy(latePart(() => import('./pane.tsx')));

/** The program text of the model, at the line that produced the current row. */
export function SourcePane(): ReactNode {
  return (
    <Suspense fallback={<section className={css.pane} aria-label="Source" />}>
      <Pane />
    </Suspense>
  );
}
