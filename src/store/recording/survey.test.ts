import { describe, expect, test } from 'vitest';
import { checkTrace } from '../../diagnose/check.ts';
import { Profile } from '../../diagnose/profile.ts';
import { opened, traceText } from '../../import/fixtures/files.ts';
import { opteeWorld } from '../../stack/secure/optee-spmc/world.ts';
import { surveyOf } from './survey.ts';
import { JUDGEMENTS } from './survey-facts.ts';
import { brokenOf, verdictOf } from './verdict-list.ts';

const survey = async (name: string) => {
  const recording = await opened(traceText(name));
  return { recording, survey: surveyOf(recording, name) };
};

describe('what the worker finds', () => {
  test('b-probe departs nowhere, and every reply is judged', async () => {
    const { recording, survey: s } = await survey('b-probe');
    expect(s.checked.counts).toMatchObject({ departure: 0, unknown: 0 });
    expect(s.broken.rows).toHaveLength(0);
    for (const e of recording.trace.rows())
      if (e.kind === 'return') {
        expect(['equal', 'allowed']).toContain(JUDGEMENTS[s.checked.judgements[e.row] as number]);
        expect(s.checked.rules[(s.checked.ruleOf[e.row] as number) - 1]?.source).toMatch(/\S/);
      }
  });

  test('i8-fault-6 departs, and its probe never returns', async () => {
    const { recording, survey: s } = await survey('i8-fault-6');
    const { departures, judgements, rules } = s.checked;
    expect(departures.rows).toHaveLength(2);
    for (const row of departures.rows) expect(JUDGEMENTS[judgements[row] as number]).toBe('departure');
    const wanted = checkTrace(recording.trace, new Profile(opteeWorld)).departures;
    expect(Array.from(departures.rows, (_, i) => verdictOf(departures, rules, i))).toEqual(
      wanted.map((v) => ({ ...v, rule: v.rule === null ? null : { ...v.rule } })),
    );
    expect(Array.from(s.broken.rows, (_, i) => brokenOf(s.broken, i).rule)).toContain('HANG');
  });

  test('tasks are counted with their rows and CPUs, the busiest first', async () => {
    const { recording, survey: s } = await survey('f-async-wd');
    expect(s.tasks.reduce((n, t) => n + t.rows, 0)).toBe(recording.trace.length);
    expect(s.tasks.map((t) => t.rows)).toEqual(s.tasks.map((t) => t.rows).toSorted((a, b) => b - a));
    for (const t of s.tasks) {
      const first = recording.trace.row(t.first);
      expect(first.ctx).toBe(t.name);
      expect(t.cpus).toContain(first.cpu);
    }
  });
});
