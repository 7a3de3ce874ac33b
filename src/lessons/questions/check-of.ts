import type { Run, Scenario } from '../../scenario/types.ts';
import { galleryScenario } from '../gallery.ts';
import type { Lesson } from '../lesson.ts';
import { CONSOLE_QUESTIONS } from './console.ts';
import { FOUND_QUESTIONS } from './found.ts';
import { NOTIFIED_QUESTIONS } from './notified.ts';
import type { Check } from './question.ts';
import { SETUP_QUESTIONS } from './setup.ts';
import { WORLD_QUESTIONS } from './worlds.ts';

export type { Check } from './question.ts';

/** How the question of this lesson is checked; every lesson has one. */
export function checkOf(lesson: Lesson): Check {
  const check =
    SETUP_QUESTIONS[lesson.name] ??
    NOTIFIED_QUESTIONS[lesson.name] ??
    WORLD_QUESTIONS[lesson.name] ??
    CONSOLE_QUESTIONS[lesson.name] ??
    FOUND_QUESTIONS[lesson.name];
  if (check === undefined) throw new RangeError(`the question of lesson ${lesson.name} has no answers`);
  return check;
}

/** The scenario that this option is tried in. */
export function scenarioOfOption(lesson: Lesson, check: Check, option: number): Scenario {
  return (
    check.options[option]?.scenario ?? (check.on === undefined ? null : galleryScenario(check.on)) ?? lesson.scenario
  );
}

/** What came of an answer. */
export interface Verdict {
  readonly right: boolean;
  /** Why not, in a sentence; empty where it is right. */
  readonly why: string;
  /** The row of that run which shows it; null for none. */
  readonly row: number | null;
}

/** Asks the run of an option whether it holds. */
export function judgeOption(check: Check, option: number, run: Run): Verdict {
  const chosen = check.options[option];
  if (chosen === undefined) throw new RangeError(`there is no answer ${option}`);
  const right = chosen.holds(run);
  return { right, why: right ? '' : (chosen.why?.(run) ?? ''), row: check.at?.(run.trace) ?? null };
}
