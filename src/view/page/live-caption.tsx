import type { ReactNode } from 'react';
import { lessonNow } from '../../store/session/lesson-glosses.ts';
import { useScope } from '../../store/store.ts';
import { later } from '../parts/later.tsx';
import css from './live-caption.module.css';
import { RunStrip } from './run-strip.tsx';

// The place of the caption is there at once, its words a moment later.
const RowCaption = later(
  async () => (await import('./row-caption.tsx')).RowCaption,
  () => <div className={css.line} />,
);
const NotDone = later(async () => (await import('./not-done.tsx')).NotDone);

/**
 * What the current row means, in one or two sentences; above it what went wrong with the last thing that was given.
 * `row={false}`: only the latter, where the row says itself what it means and no lesson is open.
 */
export function LiveCaption({ row = true }: { readonly row?: boolean }): ReactNode {
  const problem = useScope((s) => s.problem !== null);
  const notes = useScope((s) => s.notes);
  const running = useScope((s) => s.running !== null);
  const lesson = useScope((s) => lessonNow(s) !== null);
  if (!row && !lesson && !problem && notes.length === 0 && !running) return null;
  return (
    <section className={css.live} aria-label="What happens here">
      {problem ? <NotDone /> : null}
      {notes.map((note) => (
        <p key={note} className={css.note}>
          {note}
        </p>
      ))}
      {running ? <RunStrip /> : null}
      {row || lesson ? <RowCaption /> : null}
    </section>
  );
}
