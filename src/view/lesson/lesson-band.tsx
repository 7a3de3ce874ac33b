import { type ReactNode, useMemo } from 'react';
import type { LessonNow } from '../../store/session/lesson-glosses.ts';
import { lessonTitles } from '../../store/session/lesson-titles.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Key } from '../parts/key.tsx';
import { useExplained } from '../parts/use-explained.ts';
import { BESIDE, useMedia } from '../parts/use-media.ts';
import { useSwipe } from '../parts/use-swipe.ts';
import { LessonQuestion } from './later.ts';
import css from './lesson-band.module.css';

interface Props {
  readonly now: LessonNow;
  readonly cursor: number;
  /** What the row itself says. */
  readonly line: ReactNode;
}

/**
 * The step of the lesson that the cursor is at, whole, and the way to the next. All steps lie on each other and one is
 * seen, so that the band is as high as the longest of them and nothing moves from step to step.
 */
export function LessonBand({ now, cursor, line }: Props): ReactNode {
  const asked = useScope((s) => s.asked);
  const panel = useMedia(BESIDE);
  const { lesson, steps, at } = now;
  const step = at.get(cursor);
  const nextStep = useScope((s) => s.nextStep);
  const swipe = useSwipe(nextStep);
  const explained = useExplained(useMemo(() => steps.map((s) => s.text), [steps]));
  if (asked && !panel)
    return (
      <section className={`${css.band} ${css.asked}`} aria-label="Lesson, its question">
        <LessonQuestion key={lesson.name} lesson={lesson} />
        <Rail now={now} cursor={cursor} />
        <Turn now={now} cursor={cursor} />
      </section>
    );
  return (
    <section className={css.band} aria-label="Lesson, step by step" {...swipe}>
      <p className={css.place}>
        <b>{step === undefined ? `${at.size} steps` : `Step ${step.number} of ${steps.length}`}</b>{' '}
        <span>{step === undefined ? betweenText(now, cursor) : `row ${cursor}`}</span>
      </p>
      <div className={css.middle}>
        <div className={css.stack}>
          {steps.map((s, i) => (
            <p key={s.number} className={css.gloss} aria-hidden={s !== step} data-seen={s === step}>
              {s === step ? explained[i] : s.text}
            </p>
          ))}
          <p className={css.gloss} aria-hidden={step !== undefined} data-seen={step === undefined}>
            {lesson.why}
          </p>
        </div>
        <div className={css.row}>{line}</div>
      </div>
      <Rail now={now} cursor={cursor} />
      <Turn now={now} cursor={cursor} />
    </section>
  );
}

/** Which steps the cursor is between. */
function betweenText({ at }: LessonNow, cursor: number): string {
  const rows = [...at.keys()];
  const before = at.get(rows.findLast((r) => r < cursor) ?? -1);
  const after = at.get(rows.find((r) => r > cursor) ?? -1);
  if (before === undefined) return 'before the first';
  return after === undefined ? 'after the last' : `between ${before.number} and ${after.number}`;
}

/** Back and on: to the next step, behind the last one to the question, and when that is answered to the next lesson. */
function Turn({ now, cursor }: Omit<Props, 'line'>): ReactNode {
  const nextStep = useScope((s) => s.nextStep);
  const openLesson = useScope((s) => s.openLesson);
  const asked = useScope((s) => s.asked);
  const answered = useScope((s) => s.progress[now.lesson.name]?.answered === true);
  const rows = [...now.at.keys()];
  const more = rows.some((r) => r > cursor);
  const following = lessonTitles[now.lesson.number];
  return (
    <div className={css.turn} data-tour="next">
      <Button
        aria-label="Step before"
        title="Step before (Shift S)"
        disabled={!asked && !rows.some((r) => r < cursor)}
        onClick={() => nextStep(-1)}
      >
        ‹
      </Button>
      {asked ? (
        <Button
          look={answered ? 'primary' : 'plain'}
          disabled={following === undefined}
          onClick={() => void openLesson(now.lesson.number)}
        >
          {following === undefined ? 'This was the last' : `Lesson ${following.number}`}
        </Button>
      ) : (
        <Button look="primary" title="S" onClick={() => nextStep(1)}>
          {more ? 'Next step' : 'To the question'} <Key>S</Key>
        </Button>
      )}
    </div>
  );
}

/** Every step as a button, on a narrow screen: how far one is, and the way back. */
function Rail({ now, cursor }: Omit<Props, 'line'>): ReactNode {
  const seek = useScope((s) => s.seek);
  const ask = useScope((s) => s.ask);
  const asked = useScope((s) => s.asked);
  return (
    <nav className={css.rail} aria-label="Steps of the lesson">
      {now.steps.map((s) => (
        <button
          key={s.number}
          type="button"
          disabled={s.row === null}
          aria-label={`Step ${s.number}, ${s.name}`}
          aria-current={s.row === cursor && !asked ? 'step' : undefined}
          onClick={() => {
            ask(false);
            if (s.row !== null) seek(s.row);
          }}
        >
          {s.number}
        </button>
      ))}
      <button
        type="button"
        aria-label="Question of the lesson"
        aria-current={asked ? 'step' : undefined}
        onClick={() => ask(true)}
      >
        ?
      </button>
    </nav>
  );
}
