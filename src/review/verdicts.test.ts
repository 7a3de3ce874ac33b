import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { galleryScenario } from '../lessons/gallery.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import type { Run } from '../scenario/types.ts';
import { judge, type Verdict } from '../study/verdict.ts';

interface Golden {
  readonly scenario: { readonly title: string; readonly driver: string };
  readonly expect: {
    readonly result: number | null;
    readonly bottom_half_value: unknown;
    readonly log: readonly string[];
    readonly leaks: readonly string[] | null;
    readonly hang?: string | null;
  };
}

const cases = (name: string): readonly Golden[] =>
  readFileSync(new URL(`../conformance/data/${name}`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Golden);

const runOf = (json: unknown): Run => {
  const read = parseScenario(json);
  return run(ensure(read.ok ? read.value : null, 'a scenario'));
};

/** The scenario without what is the driver's: the same for the same case of two drivers. */
const caseKey = ({ scenario }: Golden): string => JSON.stringify({ ...scenario, title: '', driver: '' });

/** What the two recorded endings say, without any model: only the real driver's results, leaks, hangs and lines. */
function recordedVerdict(before: Golden['expect'], after: Golden['expect']): Verdict {
  const wrong = (e: Golden['expect']): string[] => [...(e.leaks ?? []), ...(e.hang == null ? [] : ['hang'])].toSorted();
  const [was, is] = [wrong(before), wrong(after)];
  const more = (a: string[], b: string[]): boolean => a.some((x) => count(a, x) > count(b, x));
  if (more(is, was)) return 'broken';
  if (more(was, is)) return 'fixed';
  const end = ({ result, bottom_half_value, log }: Golden['expect']): string =>
    JSON.stringify([result, bottom_half_value, log]);
  return end(before) === end(after) ? 'the same' : 'different';
}
const count = (list: string[], x: string): number => list.filter((y) => y === x).length;

/** Of two drivers the cases that both were recorded with. */
function pairsOf(a: string, b: string): readonly (readonly [string, Golden, Golden])[] {
  const others = new Map(cases(`driver-${b}.jsonl`).map((c) => [caseKey(c), c]));
  return cases(`driver-${a}.jsonl`).flatMap((c) => {
    const other = others.get(caseKey(c));
    return other === undefined ? [] : [[c.scenario.title, c, other] as const];
  });
}

/** Is this verdict what was recorded? The model knows more: rules that the recordings of the driver alone cannot show. */
function agrees(recorded: Verdict, before: Golden, after: Golden): string {
  const [a, b] = [runOf(before.scenario), runOf(after.scenario)];
  const { verdict, news, gone } = judge(a, b);
  const rules = [...news, ...gone].filter((f) => f.kind === 'rule' && !/^I9 |^I1 /.test(f.key));
  return rules.length > 0 ? recorded : verdict;
}

test.each([
  ['v1', 'v6.12'],
  ['v6.12', 'v7.3'],
  ['v1', 'v7.3'],
  ['v7.3', 'v6.12'],
])('every case of the real driver that %s and %s have has the verdict that was recorded', (a, b) => {
  const pairs = pairsOf(a, b);
  expect(pairs.length).toBeGreaterThan(100);
  const wrong = pairs.flatMap(([title, before, after]) => {
    const recorded = recordedVerdict(before.expect, after.expect);
    const verdict = agrees(recorded, before, after);
    return verdict === recorded ? [] : [`${title}: recorded ${recorded}, judged ${verdict}`];
  });
  expect(wrong).toEqual([]);
  // Cases that are all alike would prove nothing.
  expect(new Set(pairs.map(([, before, after]) => recordedVerdict(before.expect, after.expect))).size).toBeGreaterThan(
    1,
  );
});

const lesson = (name: string, patch: object = {}): Run => run({ ...ensure(galleryScenario(name), name), ...patch });

test('a leak that comes is broken, the way back fixed, and both are said', () => {
  const good = lesson('remove');
  const bad = lesson('unbind-pending');
  const [worse, better] = [judge(good, bad), judge(bad, good)];
  expect([worse.verdict, better.verdict, better.tied]).toEqual(['broken', 'different', true]);
  expect(worse.news.map((f) => f.key)).toEqual(['I1 ffa_notify_binding:id 0']);
  expect(better.gone.map((f) => f.key)).toEqual(['I1 ffa_notify_binding:id 0']);
});

test('one rule less and another one more is broken, never fixed', () => {
  const v1 = lesson('too-early', { driver: 'v1' });
  const { verdict, news, gone } = judge(v1, lesson('too-early'));
  expect(verdict).toBe('broken');
  expect(news.map((f) => f.key.split(' ')[0])).toEqual(['I6']);
  expect(gone.length).toBeGreaterThan(0);
});

test('a choice that nobody can follow is not run, whichever side it is', () => {
  const bad = lesson('probe', { choices: [], actions: [{ do: 'probe' }, { do: 'session', with: 'previous' }] });
  const never = run({ ...bad.scenario, choices: [9] });
  expect([judge(never, bad).verdict, judge(bad, never).verdict]).toEqual(['not run', 'not run']);
});

test('an order that is told by rows is no proof of a fix', () => {
  const { verdict, tied, gone } = judge(lesson('too-early'), lesson('too-early', { driver: 'fixed' }));
  expect([verdict, tied, gone.length]).toEqual(['different', true, 1]);
});
