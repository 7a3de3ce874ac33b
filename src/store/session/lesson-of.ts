import type { Lesson } from '../../lessons/lesson.ts';
import type { Scenario } from '../../scenario/types.ts';
import { scenarioKey } from './scenario-key.ts';

/** The lesson that is exactly this scenario; null for none. */
export function lessonOf(lessons: readonly Lesson[], scenario: Scenario): number | null {
  const key = scenarioKey(scenario);
  const index = lessons.findIndex((l) => scenarioKey(l.scenario) === key);
  return index < 0 ? null : index;
}
