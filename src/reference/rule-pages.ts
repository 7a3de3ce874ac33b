import { RULES, type Rule } from '../trace/invariants.ts';
import { lessonBlocks, type Occurrences } from './in-lessons.ts';
import { linked } from './linked.ts';
import { type ReferencePage, routeOf } from './page.ts';

/** A page for every rule that the model watches. */
export const rulePages = (lessons: Occurrences): readonly ReferencePage[] => RULES.map((r) => pageOf(r, lessons));

const pageOf = ({ id, says, source, check }: Rule, lessons: Occurrences): ReferencePage => ({
  route: routeOf('rules', id),
  kind: 'rules',
  title: `Rule ${id}`,
  lead: says,
  sections: [
    {
      id: 'facts',
      title: 'Where it comes from',
      blocks: [
        {
          kind: 'facts',
          facts: [
            ['Source', linked(source, id)],
            [
              'Checked in',
              [
                check === undefined
                  ? 'Runs of the model, which says itself when it is broken.'
                  : 'Runs and recordings: the rows alone tell whether it is broken.',
              ],
            ],
          ],
        },
      ],
    },
    {
      id: 'lessons',
      title: 'In which lessons it is broken',
      blocks: lessonBlocks(lessons.of(id), 'In none of those that ship.'),
    },
  ],
});
