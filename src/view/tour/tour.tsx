import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { lessonTitles } from '../../store/session/lesson-titles.ts';
import { shownTrace } from '../../store/shown.ts';
import { type ScopeState, useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Key } from '../parts/key.tsx';
import { tourPlace } from './place.ts';
import { FIRST_LESSONS, STOPS } from './stops.ts';
import css from './tour.module.css';

/** So many rows are looked through for one that has registers. */
const FAR = 200;

/** One stop of the tour: a card beside what it speaks of. The page goes on working behind it, and Escape ends it. */
export function Tour(): ReactNode {
  const stop = useScope((s) => s.tour);
  const go = useScope((s) => s.setTour);
  const dialog = useScope((s) => s.dialog);
  const tab = useScope((s) => s.tab);
  const cursor = useScope((s) => s.cursor);
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const ring = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  const now = stop === null ? undefined : STOPS[stop];
  useFocus(next, card);
  useEffect(() => {
    if (now?.at === 'registers') showRegisters(useScope.getState());
  }, [now]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open and where the cursor is move the target
  useLayoutEffect(() => {
    if (now === undefined) return;
    const place = (): void => put(now.at, card.current, ring.current);
    place();
    // What is loaded late, and panels that are sized, move the target, too.
    const observer = new ResizeObserver(place);
    observer.observe(document.body);
    const target = targetOf(now.at);
    if (target !== null) observer.observe(target);
    addEventListener('resize', place);
    return () => {
      observer.disconnect();
      removeEventListener('resize', place);
    };
  }, [now, dialog, tab, cursor]);
  if (stop === null || now === undefined) return null;
  const last = stop === STOPS.length - 1;
  return (
    <>
      <div ref={ring} className={css.ring} aria-hidden="true" />
      <div ref={card} role="dialog" aria-modal="false" aria-labelledby={id} className={css.card}>
        <p className={css.count}>
          Tour, {stop + 1} of {STOPS.length}
        </p>
        <div role="status">
          <h2 id={id}>{now.title}</h2>
          <p>{now.text}</p>
          {now.keys.length === 0 ? null : (
            <p className={css.keys}>
              {now.keys.map(([key, does]) => (
                <span key={key}>
                  <Key>{key}</Key> {does}
                </span>
              ))}
            </p>
          )}
        </div>
        {last ? <FirstLessons /> : null}
        <div className={css.turn}>
          <Button look="ghost" onClick={() => go(null)}>
            {last ? 'Close' : 'Skip the tour'} <Key>Esc</Key>
          </Button>
          <span className={css.gap} />
          <Button aria-label="Stop before" disabled={stop === 0} onClick={() => go(stop - 1)}>
            ‹
          </Button>
          <Button ref={next} look="primary" onClick={() => go(last ? null : stop + 1)}>
            {last ? 'Done' : 'Next'}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Where to go from here. */
function FirstLessons(): ReactNode {
  const openLesson = useScope((s) => s.openLesson);
  const go = useScope((s) => s.setTour);
  const lessons = FIRST_LESSONS.flatMap((title) => lessonTitles.filter((l) => l.title === title));
  return (
    <>
      <p>Six lessons tell the most:</p>
      <ol className={css.lessons}>
        {lessons.map((l) => (
          <li key={l.number}>
            <button
              type="button"
              onClick={() => {
                go(null);
                void openLesson(l.number - 1);
              }}
            >
              {l.number} {l.title}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The focus goes to the card, unless somebody already has it, and back where it was. */
function useFocus(next: RefObject<HTMLButtonElement | null>, card: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    const own = card.current;
    if (before === null || before === document.body) next.current?.focus({ preventScroll: true });
    return () => {
      const here = document.activeElement;
      const back = before instanceof HTMLElement && before !== document.body ? before : diagram();
      if (here === document.body || own?.contains(here) === true) back?.focus({ preventScroll: true });
    };
  }, [next, card]);
}

/** Who still stands at the first row sees a row that has registers. */
function showRegisters(s: ScopeState): void {
  const trace = shownTrace(s);
  if (trace === null || s.cursor > 0) return;
  const end = Math.min(trace.length, FAR);
  let row = 0;
  while (row < end && trace.row(row).kind !== 'return') row++;
  if (row < end) s.seek(row);
}

const diagram = (): HTMLElement | null => document.querySelector<HTMLElement>('[data-diagram=""]');

/** The part of the page that is meant, if it is there. */
const targetOf = (at: string): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>(`[data-tour~="${at}"]`)].find((e) => e.checkVisibility()) ?? null;

function put(at: string, card: HTMLElement | null, ring: HTMLElement | null): void {
  if (card === null || ring === null) return;
  const target = targetOf(at);
  const box = target?.getBoundingClientRect() ?? null;
  const size = { width: card.offsetWidth, height: card.offsetHeight };
  const place = tourPlace(box, size, { width: innerWidth, height: innerHeight });
  card.style.left = `${Math.round(place.left)}px`;
  card.style.top = `${Math.round(place.top)}px`;
  ring.hidden = box === null;
  if (box === null) return;
  ring.style.left = `${Math.round(box.left)}px`;
  ring.style.top = `${Math.round(box.top)}px`;
  ring.style.width = `${Math.round(box.width)}px`;
  ring.style.height = `${Math.round(box.height)}px`;
}
