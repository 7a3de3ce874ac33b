import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { type Check, checkOf, type Lesson, tryAnswer, type Verdict } from '../../store/session/answers.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Cited } from '../parts/cited.tsx';
import css from './lesson-question.module.css';

/** What was made of the answer that was checked last. */
type Said =
  | { readonly kind: 'verdict'; readonly answer: number; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly why: string };

/** The question of a lesson. An answer is tried in the model: what is right nobody has written down. */
export function LessonQuestion({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const id = useId();
  const [check, setCheck] = useState<Check | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [hint, setHint] = useState(false);
  const [told, setTold] = useState(false);
  const [trying, setTrying] = useState(false);
  const asked = useScope((s) => s.asked);
  const answered = useScope((s) => s.answered);
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const over = busy();
    void checkOf(lesson)
      .then(setCheck)
      .finally(() => requestAnimationFrame(over));
  }, [lesson]);
  // Who asks for the question is led to it.
  useEffect(() => {
    if (!asked || check === null) return;
    group.current?.scrollIntoView({ block: 'nearest' });
    group.current?.querySelector<HTMLElement>('input')?.focus();
  }, [asked, check]);

  const tryIt = async (): Promise<void> => {
    if (chosen === null || trying) return;
    const over = busy();
    setTrying(true);
    try {
      const verdict = await tryAnswer(lesson, chosen);
      setSaid({ kind: 'verdict', answer: chosen, verdict });
      if (verdict.right) answered();
    } catch (error) {
      setSaid({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
    } finally {
      setTrying(false);
      requestAnimationFrame(over);
    }
  };
  const press = (e: KeyboardEvent): void => {
    if (e.key === 'Enter' && e.target instanceof HTMLInputElement) void tryIt();
    else {
      // A register is chosen by its number, where registers are the answers.
      const at = check?.options.findIndex((o) => o.label === `w${e.key}`) ?? -1;
      if (at < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
      setChosen(at);
      setSaid(null);
    }
    e.preventDefault();
    e.stopPropagation();
  };
  const right = said?.kind === 'verdict' && said.verdict.right;
  const registers = check?.options.every((o) => /^w\d$/.test(o.label)) === true;
  return (
    <fieldset ref={group} className={css.question} onKeyDown={press} data-keys="own">
      <legend>{lesson.question}</legend>
      <div className={registers ? css.registers : css.options}>
        {check?.options.map((o, i) => (
          <label key={o.label} className={css.option}>
            <input
              type="radio"
              name={`${id}-answer`}
              checked={i === chosen}
              onChange={() => {
                setChosen(i);
                setSaid(null);
              }}
            />
            <span>{o.label}</span>
          </label>
        ))}
      </div>
      <div className={css.buttons}>
        <Button look={right ? 'plain' : 'primary'} disabled={chosen === null || trying} onClick={() => void tryIt()}>
          {trying ? 'The model runs it…' : 'Check'}
        </Button>
        <Button aria-expanded={hint} onClick={() => setHint(!hint)}>
          Hint
        </Button>
        <Button aria-expanded={told || right} disabled={right} onClick={() => setTold(!told)}>
          Answer
        </Button>
      </div>
      <div role="status" className={css.said}>
        {said === null ? null : said.kind === 'failed' ? (
          <p>The model could not run it: {said.why}</p>
        ) : (
          <p className={right ? css.right : css.wrong}>
            <b>{right ? '✓ The model agrees.' : '✗ The model does not agree.'}</b> {said.verdict.why}
          </p>
        )}
      </div>
      {hint && check !== null ? <p className={css.hint}>{check.hint}</p> : null}
      {told || right ? (
        <p>
          {lesson.answer}{' '}
          {said?.kind === 'verdict' && said.verdict.row !== null && check !== null ? (
            <Shown lesson={lesson} on={check.on} row={said.verdict.row} />
          ) : null}
        </p>
      ) : null}
      <p className={css.source}>
        {lesson.seen === 'on a machine' ? 'Seen on a machine' : 'Read in the source'}: <Cited text={lesson.source} />
      </p>
    </fieldset>
  );
}

/** The way to the row that shows the answer, in the lesson's run or in the one beside it. */
function Shown({
  lesson,
  on,
  row,
}: {
  readonly lesson: Lesson;
  readonly on: string | undefined;
  readonly row: number;
}) {
  const openLesson = useScope((s) => s.openLesson);
  const seek = useScope((s) => s.seek);
  const go = async (): Promise<void> => {
    await openLesson(lesson.number - 1, on);
    seek(row);
  };
  return (
    <button type="button" className={css.shown} onClick={() => void go()}>
      Show it: row {row}
    </button>
  );
}
