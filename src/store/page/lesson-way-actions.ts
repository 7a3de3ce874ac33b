import { lessonNow } from '../session/lesson-glosses.ts';
import { lessonAt } from '../session/lessons.ts';
import type { GetState, SetState } from '../state.ts';
import type { Come, LessonWay } from './lesson-way.ts';
import { keep, kept } from './remember.ts';

const NAME = 'lessons';
const NOTHING: Come = { steps: [], answered: false };

/** The part of the store that leads through lessons. */
export function lessonWay(set: SetState, get: GetState): LessonWay {
  const change = (by: (come: Come) => Come): void => {
    const { lesson, progress } = get();
    const name = lesson === null ? undefined : lessonAt(lesson)?.name;
    if (name === undefined) return;
    const before = progress[name] ?? NOTHING;
    const come = by(before);
    if (come === before) return;
    const now = { ...progress, [name]: come };
    keep(NAME, JSON.stringify(now));
    set({ progress: now });
  };
  const record = (row: number): void => {
    const number = lessonNow(get())?.at.get(row)?.number;
    if (number !== undefined)
      change((come) =>
        come.steps.includes(number) ? come : { ...come, steps: [...come.steps, number].sort((a, b) => a - b) },
      );
  };
  const visit = (row: number): void => {
    set({ playing: false, asked: false });
    get().seek(row);
    record(row);
  };
  return {
    asked: false,
    progress: keptProgress(),
    nextStep(direction) {
      const now = lessonNow(get());
      const { cursor, asked } = get();
      if (now === null) {
        set({ notFound: 'No lesson is open here.' });
        return;
      }
      const rows = [...now.at.keys()];
      record(cursor);
      const row = direction > 0 ? rows.find((r) => r > cursor) : asked ? rows.at(-1) : rows.findLast((r) => r < cursor);
      if (row !== undefined && !(asked && direction > 0)) visit(row);
      else if (direction > 0) set({ asked: true, playing: false });
      else set({ notFound: 'This is the first step of the lesson.' });
    },
    ask(asked) {
      record(get().cursor);
      set(lessonNow(get()) === null ? { asked: false } : { asked, playing: false });
    },
    answered: () => change((come) => (come.answered ? come : { ...come, answered: true })),
  };
}

/** What was kept on an earlier visit; nothing where it is not understood. */
function keptProgress(): LessonWay['progress'] {
  try {
    const read: unknown = JSON.parse(kept(NAME) ?? '{}');
    if (typeof read !== 'object' || read === null) return {};
    return Object.fromEntries(Object.entries(read).flatMap(([name, come]) => (isCome(come) ? [[name, come]] : [])));
  } catch {
    return {};
  }
}

const isCome = (c: unknown): c is Come =>
  typeof c === 'object' &&
  c !== null &&
  'steps' in c &&
  Array.isArray(c.steps) &&
  c.steps.every((n) => typeof n === 'number') &&
  'answered' in c &&
  typeof c.answered === 'boolean';
