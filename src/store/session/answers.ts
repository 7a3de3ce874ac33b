import type { Lesson } from '../../lessons/lesson.ts';
import type { Check, Verdict } from '../../lessons/questions/check-of.ts';
import { latePart } from '../parts.ts';
import { ENGINE, type Engine } from './engine.ts';

export type { Lesson } from '../../lessons/lesson.ts';
export type { Check, Verdict } from '../../lessons/questions/check-of.ts';

// The questions come when the first of them is shown.
const questions = latePart(() => import('../../lessons/questions/check-of.ts'));

/** How the question of this lesson is answered. */
export const checkOf = async (lesson: Lesson): Promise<Check> => (await questions()).checkOf(lesson);

/** Runs the scenario that this answer is about and asks it. Rejects where the model cannot run it, or was stopped. */
export async function tryAnswer(
  lesson: Lesson,
  answer: number,
  engine: Pick<Engine, 'run'> = ENGINE,
): Promise<Verdict> {
  const { checkOf, judgeOption, scenarioOfOption } = await questions();
  const check = checkOf(lesson);
  return judgeOption(check, answer, await engine.run(scenarioOfOption(lesson, check, answer)));
}
