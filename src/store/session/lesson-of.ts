import type { Lesson } from '../../lessons/lesson.ts';
import type { Scenario } from '../../scenario/types.ts';
import { scenarioKey } from './scenario-key.ts';

/** The scenarios of a lesson: its main one, then those beside it. */
export const scenariosOf = (lesson: Lesson): readonly Scenario[] => [
  lesson.scenario,
  ...lesson.variants.map((v) => v.scenario),
];

/** The lesson that has exactly this scenario, as its main one or beside it; null for none. */
export function lessonOf(lessons: readonly Lesson[], scenario: Scenario): number | null {
  const key = scenarioKey(scenario);
  const index = lessons.findIndex((l) => scenariosOf(l).some((s) => scenarioKey(s) === key));
  return index < 0 ? null : index;
}

/** Is this a scenario of the lesson, on whatever driver and in whatever secure world? */
export function isOfLesson(lesson: Lesson, scenario: Scenario): boolean {
  const { driver, secure } = scenario;
  const key = scenarioKey(scenario);
  return scenariosOf(lesson).some((s) => scenarioKey({ ...s, driver, secure }) === key);
}
