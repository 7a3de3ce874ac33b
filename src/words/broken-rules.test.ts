import { expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { ruleById } from '../trace/invariants.ts';
import { brokenRules } from './broken-rules.ts';

test('each rule once, with its sentence and every row that breaks it', () => {
  const { outcome } = run({
    ...DEFAULTS,
    driver: 'v1',
    actions: [{ do: 'probe' }, { do: 'notify', cpu: 1 }, { do: 'remove' }, { do: 'notify' }],
  });
  const broken = brokenRules(outcome.violations);
  expect(broken.map((b) => b.rule)).toEqual([...new Set(outcome.violations.map((v) => v.rule))]);
  expect(broken.length).toBeGreaterThan(1);
  expect(broken.flatMap((b) => b.rows)).toHaveLength(outcome.violations.length);
  for (const b of broken) expect(b.says).toBe(ruleById(b.rule)?.says);
});

test('a rule that nobody knows is counted all the same', () => {
  expect(brokenRules([{ rule: 'I99', row: 3, text: '' }])).toEqual([{ rule: 'I99', says: '', rows: [3] }]);
});
