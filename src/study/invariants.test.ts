import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { opened, recordingNames, traceText } from '../import/fixtures/files.ts';
import { LESSONS } from '../lessons/gallery.ts';
import { lessonScenario } from '../lessons/lesson.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { ruleById } from '../trace/invariants.ts';
import { type BrokenRule, Invariants } from './invariants.ts';

async function broken(text: string): Promise<readonly BrokenRule[]> {
  const { trace } = await opened(text);
  const rules = new Invariants(trace);
  for (const e of trace.rows()) rules.row(e);
  return rules.broken;
}

describe('rules that a recording shows broken', () => {
  test.each(recordingNames)('%s', async (name) => {
    const found = (await broken(traceText(name))).map((b) => b.rule);
    expect(found).toEqual(KNOWN[name] ?? []);
  });

  test('I1: UNBIND is refused, and the next probe begins', async () => {
    const refused = traceText('c-remove').replace(
      /r0=0x84000061 r1=0x0 r2=0x0 /,
      'r0=0x84000060 r1=0x0 r2=0xfffffffa ',
    );
    const [first] = await broken(`${refused}\n${traceText('b-probe')}`);
    expect(first?.rule).toBe('I1');
    expect(first?.text).toBe('The driver is gone, and id 0 that it bound stays bound.');
  });

  test('I1 and I9: a second probe, and the first gave nothing back', async () => {
    const found = await broken(`${traceText('b-probe')}\n${traceText('b-probe')}`);
    expect(found.map((b) => b.rule)).toEqual(['I1', 'I9']);
    expect(found[1]?.text).toContain('0x100000000000');
  });

  test('a remove that gives everything back breaks nothing', async () => {
    expect(await broken(`${traceText('b-probe')}\n${traceText('c-remove')}\n${traceText('b-probe')}`)).toEqual([]);
  });

  test('I8: a notification of an id that was unbound', async () => {
    const calls = [
      '8400007f 80010000 0 1 0 -> 84000061',
      '84000080 80010000 0 1 0 -> 84000061',
      '84000082 0 5 -> 84000061 0 1',
    ];
    const found = await broken(calls.join('\n'));
    expect(found).toEqual([{ row: 5, rule: 'I8', text: expect.stringContaining('id 0') }]);
  });
});

/** The rules that have a check, of those that were broken. */
const checked = (rules: readonly string[]): readonly string[] =>
  [...new Set(rules)].filter((id) => ruleById(id)?.check !== undefined).sort();

/** What the checks find in the rows of a run, and what the model said of itself. */
function both(scenario: Scenario): { readonly found: readonly string[]; readonly said: readonly string[] } {
  const { trace, outcome } = run(scenario);
  const rules = new Invariants(trace);
  for (const e of trace.rows()) rules.row(e);
  // What the model says of itself is a row, too, and what changed last may stand in it: it is read, but it is no finding.
  const own = (b: BrokenRule): boolean => outcome.violations.some((v) => v.row === b.row && v.text === b.text);
  // A work queue crosses no register: of what is held (I9) the checks see memory alone.
  const told = outcome.violations.filter((v) => v.rule !== 'I9' || v.text.includes('shared memory'));
  return {
    found: checked(rules.broken.filter((b) => !own(b)).map((b) => b.rule)),
    said: checked(told.map((v) => v.rule)),
  };
}

describe('the checks read a run as they read a recording', () => {
  const scenarios = LESSONS.flatMap((l) => [l, ...l.variants]);
  test.each(scenarios)('$name: they find what the model says', ({ scenario }) => {
    const { found, said } = both(scenario);
    expect(found).toEqual(said);
  });

  const refused = ['FFA_NOTIFICATION_BIND', 'FFA_NOTIFICATION_UNBIND', 'FFA_MEM_SHARE', 'FFA_MEM_RECLAIM'];
  const cases = REVISION_IDS.flatMap((driver) => refused.map((call) => ({ driver, call })));
  test.each(cases)('$driver, $call refused: they find what the model says', ({ driver, call }) => {
    const actions = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }, { do: 'probe' }];
    const { found, said } = both(lessonScenario({ driver, actions, faults: [{ at: { call }, do: { error: -6 } }] }));
    expect(found).toEqual(said);
  });

  test('BIND answered with a 64-bit SUCCESS: Linux takes it for a failure, and the id stays bound', () => {
    const wide = [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { reply: { w0: '0xc4000061' } } }];
    const { found } = both(
      lessonScenario({ actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'probe' }], faults: wide }),
    );
    expect(found).toEqual(['I1']);
  });
});

const KNOWN: { readonly [name: string]: readonly string[] } = {
  'i8-fault-6': ['HANG'],
};

test('I1: a core that goes under its driver leaves the id bound (recorded: 7.3 j3)', async () => {
  const text = (name: string): string =>
    readFileSync(new URL(`../import/fixtures/qemu-7.3.4/${name}.trace.txt`, import.meta.url), 'utf8');
  const found = await broken(`${text('b-probe')}\n${text('j3-core-exit-while-bound')}`);
  expect(found.map((b) => b.rule)).toEqual(['I1']);
});
