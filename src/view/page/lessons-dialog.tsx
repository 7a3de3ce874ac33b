import type { ReactNode } from 'react';
import { lessons } from '../../store/session/lesson-list.ts';
import { useScope } from '../../store/store.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './lessons-dialog.module.css';

/** How far a person has come: `, 3 of 5 steps, answered`. Empty where nothing was looked at. */
function progressText(
  steps: number,
  come: { readonly steps: readonly number[]; readonly answered: boolean } | undefined,
): string {
  if (come === undefined) return '';
  return `, ${come.steps.length} of ${steps} steps${come.answered ? ', answered ✓' : ''}`;
}

/** Every lesson with why it matters, and the scenarios beside its main one. */
export function LessonsDialog(): ReactNode {
  const lesson = useScope((s) => s.lesson);
  const openLesson = useScope((s) => s.openLesson);
  const progress = useScope((s) => s.progress);
  const openDialog = useScope((s) => s.openDialog);
  const choose = (act: () => void): void => {
    openDialog(null);
    act();
  };
  return (
    <Dialog title="All lessons" onClose={() => openDialog(null)}>
      <ol className={css.lessons}>
        {lessons.map((l, i) => (
          <li key={l.name}>
            <button
              type="button"
              className={css.lesson}
              aria-current={i === lesson ? 'true' : undefined}
              onClick={() => choose(() => openLesson(i))}
            >
              <span className={css.number}>{l.number}</span>
              <span>
                <b>{l.title}</b>
                <span className={css.why}>{l.why}</span>
                <span className={css.seen}>
                  {l.seen === 'on a machine' ? 'Seen on a machine' : 'Read in the source'}
                  {progressText(l.glosses.length, progress[l.name])}
                </span>
              </span>
            </button>
            {l.variants.map((v) => (
              <button
                key={v.name}
                type="button"
                className={css.variant}
                onClick={() => choose(() => openLesson(i, v.name))}
              >
                {v.title}
              </button>
            ))}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
