import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIX_IDS } from '../stack/linux/fix-ids.ts';
import { scenarios } from './arbitrary.fixture.ts';
import { decodeLink, encodeLink } from './link.ts';
import { run } from './run.ts';
import { DEFAULTS, parseScenario } from './schema.ts';
import type { Scenario } from './types.ts';

/** Everything that happens, but for the sentences: those of another file are others. */
function told(scenario: Scenario): unknown {
  const { trace, outcome } = run(scenario);
  const rows = [...trace.rows(0)].map((e) => {
    const { why, src, ...rest } = e as typeof e & { why?: unknown; src?: unknown };
    return rest;
  });
  return { rows, outcome };
}

describe('the fixes of the driver "fixed"', () => {
  it('are all that makes it another one than that of Linux 7.3', () => {
    fc.assert(
      fc.property(scenarios, (s) => {
        expect(told({ ...s, driver: 'fixed', fixes: [] })).toEqual(told({ ...s, driver: 'v7.3' }));
      }),
      // A positive result of notify_request: 7.3 says nothing of it (found by a random scenario).
      {
        numRuns: 150,
        examples: [[{ ...DEFAULTS, faults: [{ at: { fn: 'notify_request', nth: 'all' }, do: { rc: 1 } }] }]],
      },
    );
  });

  it('are nothing to another driver', () => {
    fc.assert(
      fc.property(scenarios, fc.subarray([...FIX_IDS]), (s, fixes) => {
        expect(told({ ...s, driver: 'v7.3', fixes })).toEqual(told({ ...s, driver: 'v7.3' }));
      }),
      { numRuns: 20 },
    );
  });

  it('are all on where a scenario does not list them, and travel in a link', async () => {
    const all = parseScenario({ v: 1, driver: 'fixed' });
    expect(all.ok && all.value.fixes).toEqual(FIX_IDS);
    const some = parseScenario({ v: 1, driver: 'fixed', fixes: ['drain', 'stop-first'] });
    if (!some.ok) throw new Error(some.error.what);
    expect(some.value.fixes).toEqual(['stop-first', 'drain']);
    const link = await encodeLink(some.value);
    const back = await decodeLink(link);
    expect(back.ok && back.value.scenario).toEqual(some.value);
    const without = { ...some.value, fixes: FIX_IDS.slice(1) };
    expect((await encodeLink(without)).length).toBeLessThan(120);
  });

  it('are refused where there is no such fix, or twice', () => {
    expect(parseScenario({ v: 1, fixes: ['stop-fist'] })).toMatchObject({ ok: false, error: { where: 'fixes[0]' } });
    expect(parseScenario({ v: 1, fixes: ['drain', 'drain'] })).toMatchObject({
      ok: false,
      error: { where: 'fixes[1]' },
    });
  });
});
