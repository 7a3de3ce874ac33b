import { describe, expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { explain } from '../explain.ts';
import { SYMPTOMS } from './index.ts';
import type { Allowed } from './symptom.ts';

const listOf = (a: Allowed | undefined): readonly number[] => (Array.isArray(a) ? a : []);

// Where one cause is that of a number and another is for the rest, no number is without one: what the rest leaves out is
// what others list.
const rests = SYMPTOMS.flatMap((s) =>
  s.causes.flatMap((c) =>
    Object.entries(c.when ?? {}).flatMap(([group, allowed]) =>
      'not' in allowed && allowed.below === undefined && allowed.above === undefined
        ? [{ symptom: s, cause: c.id, group, not: allowed.not ?? [] }]
        : [],
    ),
  ),
);

test('there are such causes', () => {
  expect(rests.length).toBeGreaterThan(12);
});

test.each(rests)('$cause leaves out what other causes of its message list', ({ symptom, group, not }) => {
  const listed = symptom.causes.flatMap((c) => listOf(c.when?.[group]));
  expect(not.length).toBeGreaterThan(0);
  expect(not.filter((number) => !listed.includes(number))).toEqual([]);
});

describe('ids that share a bucket of the notifier hash', () => {
  // include/linux/hash.h, hash_32(): the top six bits of id * GOLDEN_RATIO_32; the hash of arm_ffa has 64 buckets.
  const bucket = (id: number): bigint => ((BigInt(id) * 0x61c8_8647n) & 0xffff_ffffn) >> 26n;
  const ids = Array.from({ length: 64 }, (_, id) => id);

  test.each(ids)('%i', (id) => {
    const [told] = explain(`ARM FF-A: Failed to register callback for ${id} - -22`);
    const show = told?.causes.find((c) => 'scenario' in c.show || c.show.cannot.includes('bucket'))?.show;
    const partner = ids.find((other) => other !== id && bucket(other) === bucket(id));
    if (partner === undefined) {
      expect(show).toMatchObject({ cannot: expect.stringContaining('shares its bucket with no other') });
      return;
    }
    if (show === undefined || !('scenario' in show)) throw new Error(`${id} and ${partner} are not shown`);
    const pair = [id, partner].toSorted((a, b) => a - b);
    expect(show.scenario).toMatchObject({
      title: `Ids ${pair[0]} and ${pair[1]} share a bucket`,
      actions: [{ id: partner }, { id }],
    });
    const scenario = parseScenario(show.scenario);
    if (!scenario.ok) throw new Error(scenario.error.what);
    const said = [...run(scenario.value).trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
    expect(said.filter((text) => text.includes('Failed to register callback'))).toEqual([
      expect.stringContaining(`Failed to register callback for ${id} - -22`),
    ]);
  });
});
