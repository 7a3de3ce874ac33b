import type { ReactNode } from 'react';
import { lessonTitles } from '../../store/session/lesson-titles.ts';
import { lessonAt } from '../../store/session/lessons.ts';
import { useScope } from '../../store/store.ts';
import { Cited } from '../parts/cited.tsx';
import css from './lesson-head.module.css';

/** Which lesson is open, and the way to its neighbours and to all of them. */
export function LessonHead({ title }: { readonly title: string }): ReactNode {
  const index = useScope((s) => s.lesson);
  const openLesson = useScope((s) => s.openLesson);
  const openDialog = useScope((s) => s.openDialog);
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
  return (
    <section className={css.lesson} aria-label="Lesson">
      <p className={css.kick}>
        {index === null || lesson === undefined
          ? 'Your own scenario'
          : `Lesson ${lesson.number}, ${index + 1} of ${lessonTitles.length}`}
      </p>
      <h2>{lesson?.title.replace(/-(?=E[A-Z]|\d)/g, '−') ?? (title === '' ? 'Without a title' : title)}</h2>
      {lesson === undefined ? null : <p className={css.why}>{lesson.why}</p>}
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
      {lesson?.compares === undefined ? null : (
        <button
          type="button"
          className={`${css.button} ${css.compare}`}
          onClick={() => openDialog(lesson.compares === 'ways' ? 'ways' : 'drivers')}
        >
          {lesson.compares === 'ways' ? 'Compare the two ways' : `Compare ${lesson.compares.join(' and ')}`}
        </button>
      )}
      {lesson === undefined ? null : (
        <details key={lesson.name} className={css.question}>
          <summary>{lesson.question}</summary>
          <p>{lesson.answer}</p>
          <p className={css.source}>
            Seen {lesson.seen}: <Cited text={lesson.source} />
          </p>
        </details>
      )}
    </section>
  );
}
