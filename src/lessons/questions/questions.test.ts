import { expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import { LESSONS } from '../gallery.ts';
import { checkOf, judgeOption, scenarioOfOption } from './check-of.ts';

const runs = new Map<Scenario, ReturnType<typeof run>>();
const runOf = (scenario: Scenario): ReturnType<typeof run> => {
  const made = runs.get(scenario) ?? run(scenario);
  runs.set(scenario, made);
  return made;
};

test.each(LESSONS.map((l) => [l.name, l] as const))(
  '%s: the model finds one answer right, and says why of the others',
  (_, lesson) => {
    const check = checkOf(lesson);
    const verdicts = check.options.map((_option, i) =>
      judgeOption(check, i, runOf(scenarioOfOption(lesson, check, i))),
    );
    expect(verdicts.map((v) => v.right).filter(Boolean)).toHaveLength(1);
    for (const { right, why } of verdicts) if (!right) expect(why).toMatch(/^\S.*[.:]$/);
    // Where a row is said to show the answer, it is there.
    if (check.at !== null) expect(verdicts.every((v) => v.row !== null)).toBe(true);
    const right = check.options[verdicts.findIndex((v) => v.right)];
    expect(lesson.question).toMatch(/\?$/);
    expect(new Set(check.options.map((o) => o.label)).size).toBe(check.options.length);
    // An answer that explains itself has no reason against it, but for the registers, whose reasons the model makes.
    if (right?.why !== null) expect(right?.label).toMatch(/^w\d$/);
  },
);
