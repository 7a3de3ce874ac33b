import type { ReactNode } from 'react';
import { type LessonNow, lessonNow } from '../../store/session/lesson-glosses.ts';
import { useScope } from '../../store/store.ts';
import { Section } from '../parts/section.tsx';
import css from './lesson-steps.module.css';

/** The steps of the open lesson as a list, each the way to its row; those that this run does not have say so. */
export function LessonSteps(): ReactNode {
  const now = useScope(lessonNow);
  return now === null ? null : <Steps now={now} />;
}

function Steps({ now: { lesson, steps } }: { readonly now: LessonNow }): ReactNode {
  const cursor = useScope((s) => s.cursor);
  const seek = useScope((s) => s.seek);
  const visited = useScope((s) => s.progress[lesson.name]?.steps);
  const here = steps.find((s) => s.row === cursor);
  return (
    <Section title="Steps" aside={`${steps.length}`}>
      <ol className={css.steps}>
        {steps.map((s) => (
          <li key={s.number}>
            <button
              type="button"
              className={css.step}
              disabled={s.row === null}
              aria-current={s === here ? 'step' : undefined}
              data-visited={visited?.includes(s.number) === true}
              onClick={() => s.row !== null && seek(s.row)}
            >
              <span className={css.number}>{s.number}</span>
              <span className={css.name}>{s.name}</span>
              <span className={css.row}>{s.row === null ? 'not in this run' : `row ${s.row}`}</span>
            </button>
          </li>
        ))}
      </ol>
    </Section>
  );
}
