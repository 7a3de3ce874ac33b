import type { ReactNode } from 'react';
import type { Lesson } from '../../store/session/answers.ts';
import { lessonNow } from '../../store/session/lesson-glosses.ts';
import { lessonTitles } from '../../store/session/lesson-titles.ts';
import { lessonAt } from '../../store/session/lessons.ts';
import { sameScenario } from '../../store/session/scenario-key.ts';
import { useScope } from '../../store/store.ts';
import { LessonQuestion } from '../lesson/later.ts';
import { LessonSteps } from '../lesson/lesson-steps.tsx';
import { Section } from '../parts/section.tsx';
import css from './lesson-head.module.css';

/** Which lesson is open, its steps and its question, and the way to its neighbours and to all of them. */
export function LessonHead({ title }: { readonly title: string }): ReactNode {
  const index = useScope((s) => s.lesson);
  const openLesson = useScope((s) => s.openLesson);
  const openDialog = useScope((s) => s.openDialog);
  // A run that was changed is no run of the lesson: its title and its question would speak of another.
  const changed = useScope((s) => s.lesson !== null && lessonNow(s) === null);
  const first = useScope((s) => s.futures[0]?.id);
  const show = useScope((s) => s.show);
  const lesson = index === null ? undefined : lessonAt(index);
  const neighbour = (i: number, before: boolean): ReactNode => {
    const l = lessonTitles[i];
    if (l === undefined) return null;
    return (
      <button
        type="button"
        className={css.button}
        aria-label={`${before ? 'Previous' : 'Next'} lesson, ${l.title}`}
        title={l.title}
        onClick={() => openLesson(i)}
      >
        {before ? `‹ ${l.number}` : `${l.number} ›`}
      </button>
    );
  };
  const own = title === '' ? 'Without a title' : title;
  return (
    <>
      <section className={css.lesson} aria-label="Lesson">
        <p className={css.kick}>
          {lesson === undefined
            ? 'Your own scenario'
            : changed
              ? `Your change of lesson ${lesson.number}`
              : `Lesson ${lesson.number} of ${lessonTitles.length}`}
        </p>
        <h2>{lesson === undefined || changed ? own : lesson.title.replace(/-(?=E[A-Z]|\d)/g, '−')}</h2>
        {lesson === undefined || changed ? null : <p className={css.why}>{lesson.why}</p>}
        <div className={css.buttons}>
          {index === null ? null : neighbour(index - 1, true)}
          {index === null ? null : neighbour(index + 1, false)}
          <button type="button" className={`${css.button} ${css.all}`} onClick={() => openDialog('lessons')}>
            All lessons
          </button>
          <button type="button" className={css.button} onClick={() => openDialog('recent')}>
            Recent
          </button>
        </div>
        {changed && first !== undefined ? (
          <button type="button" className={`${css.button} ${css.compare}`} onClick={() => void show(first)}>
            Back to the lesson
          </button>
        ) : null}
        <BesideBefore />
        {lesson?.compares === undefined || changed ? null : (
          <button
            type="button"
            className={`${css.button} ${css.compare}`}
            onClick={() => openDialog(lesson.compares === 'ways' ? 'ways' : 'drivers')}
          >
            {lesson.compares === 'ways' ? 'Compare the two ways' : `Compare ${lesson.compares.join(' and ')}`}
          </button>
        )}
      </section>
      {lesson === undefined || changed ? null : (
        <>
          <LessonSteps />
          <Section title="Question">
            <LessonQuestion key={lesson.name} lesson={lesson} />
          </Section>
          {lesson.variants.length === 0 ? null : <Variants lesson={lesson} />}
        </>
      )}
    </>
  );
}

/** A change of the scenario, or something done by hand, runs in the place of the run before it: here is the way to see both. */
function BesideBefore(): ReactNode {
  const before = useScope((s) =>
    s.beside === null && s.current?.parent?.firstDifference != null ? s.current.parent : null,
  );
  const showBeside = useScope((s) => s.showBeside);
  if (before === null) return null;
  return (
    <button type="button" className={`${css.button} ${css.compare}`} onClick={() => void showBeside(before.id)}>
      Beside the run before, from row {before.firstDifference}
    </button>
  );
}

/** The other runs of a lesson. The lesson stays open in all of them. */
function Variants({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const openLesson = useScope((s) => s.openLesson);
  const scenario = useScope((s) => s.current?.scenario);
  const runs = [{ name: '', title: 'The run of the lesson', scenario: lesson.scenario }, ...lesson.variants];
  return (
    <Section title="Runs of this lesson">
      <ul className={css.runs}>
        {runs.map((r) => (
          <li key={r.name}>
            <button
              type="button"
              className={css.run}
              aria-current={scenario !== undefined && sameScenario([scenario, r.scenario]) ? 'true' : undefined}
              onClick={() => void openLesson(lesson.number - 1, r.name)}
            >
              {r.title}
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
