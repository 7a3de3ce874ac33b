import { LESSONS } from '../lessons/gallery.ts';
import type { Scenario } from '../scenario/types.ts';

/** A scenario that is reviewed. */
export interface Subject {
  /** Unique in a review: the name of a lesson or variant, `line 3` of a list. */
  readonly name: string;
  /** What stands before its title: the number of its lesson, the line of the list. */
  readonly number: number;
  readonly title: string;
  readonly scenario: Scenario;
}

/** Every lesson with its variants, in their order. */
export const LESSON_SUBJECTS: readonly Subject[] = LESSONS.flatMap(({ number, name, title, scenario, variants }) => [
  { name, number, title, scenario },
  ...variants.map((v): Subject => ({ name: v.name, number, title: `${title}: ${v.title}`, scenario: v.scenario })),
]);
