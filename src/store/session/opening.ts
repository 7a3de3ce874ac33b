import { attempt, type Eventually } from '../../base/eventually.ts';
import type { Problem, Result } from '../../base/result.ts';
import { FIRST_SCENARIO } from '../../lessons/first-scenario.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { OpenedLink } from '../../scenario/link.ts';
import type { Scenario } from '../../scenario/types.ts';
import { firstPart, latePart } from '../parts.ts';
import type { GetState, SetState } from '../state.ts';
import type { Engine } from './engine.ts';
import { lessonOf } from './lesson-of.ts';
import { Stopped } from './runner.ts';
import type { SessionState } from './session.ts';

const lessonLines = firstPart(() => import('./lesson-lines.ts'));

/** What of the session opening needs. */
interface Parts {
  readonly engine: Engine;
  readonly set: SetState;
  readonly get: GetState;
  /** Runs a scenario in place of what is open; false where something newer was opened, or it cannot be run. */
  start(scenario: Scenario, cursor: number, lesson: number | null, notes: readonly string[]): Eventually<boolean>;
  fork(change: () => Scenario, title: string, goto: (difference: number) => number, beside: boolean): Eventually<void>;
  /** Something is being opened: the number of it. */
  begin(): number;
  /** Has nothing been opened since? */
  isNewest(number: number): boolean;
}

/** A link holds scenarios and not what was done: only a link of two asks what that was. */
const changes = latePart(() => import('../../words/change-text.ts'));

/** Opens lessons and links. */
export function openingActions(parts: Parts): Pick<SessionState, 'openLesson' | 'openLink'> {
  const { engine, set, get, start, fork, begin, isNewest } = parts;

  const readLink = (text: string): Eventually<Result<OpenedLink> | null> =>
    attempt<Result<OpenedLink> | null>(
      () => engine.decodeLink(text),
      (error) => (error instanceof Stopped ? null : { ok: false, error: cannotRead(error) }),
    );

  /** Which lesson what was opened is: nobody needs to know that before it is seen. false: something else is open by now. */
  const tellLesson = async (which: (lessons: readonly Lesson[]) => number | null): Promise<boolean> => {
    const [opened] = get().futures;
    set({ naming: true });
    const lessons = await engine.lessons();
    const stays = get().futures[0] === opened;
    set(stays ? { naming: false, lesson: which(lessons) } : { naming: false });
    return stays;
  };

  /** A link may ask for a row that the run does not have: the last one is shown, and that is said. */
  const tellRow = (asked: number): void => {
    const { current, notes } = get();
    const last = (current?.run.trace.length ?? 0) - 1;
    if (asked > last) set({ notes: [...notes, `The link asks for row ${asked}, and row ${last} is the last.`] });
  };

  return {
    async openLesson(index, variant) {
      if (index === 0 && variant === undefined && engine.lessonAt(0) === undefined) {
        // The page opens with it: nobody waits for the texts of the lessons.
        if (await start(FIRST_SCENARIO, 0, null, [])) await tellLesson(() => 0);
        return;
      }
      const mine = begin();
      const lesson = engine.lessonAt(index) ?? (await engine.lessons())[index];
      if (lesson === undefined) return;
      const plan = index === 0 ? null : await lessonLines();
      if (!isNewest(mine)) return;
      const { scenario } = lesson.variants.find((v) => v.name === variant) ?? lesson;
      if ((await start(scenario, 0, index, [])) && plan !== null) plan.showSteps(set, get);
    },
    async openLink(text) {
      const mine = begin();
      const link = await readLink(text);
      if (link === null || !isNewest(mine)) return;
      if (!link.ok) {
        if (get().current === null) set({ refused: { text, problem: link.error } });
        else set({ problem: link.error });
        return;
      }
      const { scenario, view, notes, base = scenario } = link.value;
      set({ breaks: view.breaks ?? [] });
      if (!(await start(base, base === scenario ? (view.row ?? 0) : 0, null, notes))) return;
      if (base === scenario) tellRow(view.row ?? 0);
      else
        await fork(
          () => scenario,
          (await changes()).changeText(base, scenario),
          (difference) => view.row ?? difference,
          true,
        );
      // The steps of a lesson are a level of detail, too: it must be known which lesson it is.
      const stays = await tellLesson((lessons) => lessonOf(lessons, base));
      if (stays && view.look !== undefined && get().problem === null) await get().showLook(view.look);
    },
  };
}

const cannotRead = (error: unknown): Problem => ({
  what: `The link cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
  where: '',
  remedy: 'Reload the page.',
});
