import { describe, expect, it } from 'vitest';
import { addFault } from '../scenario/fork.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import { findingsOf } from '../study/findings.ts';
import { type Defect, defectsOf, kindOf } from './defects.ts';
import { isBroken } from './ending.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { singleFaults, sweepBase, type Tried } from './sweep.ts';
import { firstFaultCount, pairsOfFaults } from './sweep-pairs.ts';

const cycle = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

function swept(json: object): { readonly scenario: Scenario; readonly tried: readonly Tried[] } {
  const s = scenarioOf(json);
  const base = sweepBase(s);
  if (!base.ok) throw new Error(base.error.what);
  const tried = [...singleFaults(base.value)];
  expect(tried).toHaveLength(base.value.total);
  return { scenario: s, tried };
}

const texts = (defects: readonly Defect[]): string[] => defects.map((d) => d.finding.text);

/** What is told is so: the link of the first run is opened, run, and shows the same thing. */
async function replays(s: Scenario, defect: Defect): Promise<void> {
  const first = defect.by[0] as Tried;
  const link = await encodeLink(addFault(s, first.answer.fault), { row: first.row, panels: [] });
  expect(link.length).toBeLessThan(300);
  const opened = await decodeLink(link);
  if (!opened.ok) throw new Error(opened.error.what);
  const again = findingsOf(run(opened.value.scenario).outcome).map(kindOf);
  expect(again).toContain(kindOf(defect.finding));
}

describe('every single fault of probe, notify, remove', () => {
  it.each(['v6.12', 'v7.3'])('finds in %s by itself what is known to be wrong, each with a link', async (driver) => {
    const { scenario: s, tried } = swept({ driver, actions: cycle });
    const defects = defectsOf(tried);
    expect(texts(defects)).toEqual(
      expect.arrayContaining([
        'I9: workqueue:optee_notification is still held after the failed probe',
        'insmod optee waits for ever: tee_device_unregister(tee0): the device still has users',
        'I1: ffa_notify_binding:id 0 is still held after the remove',
        'I8: OP-TEE signals id 0, which is not bound',
        'I10: ENABLE_ASYNC_NOTIF is answered with 1, and the driver goes on as after success',
        'I2: the driver holds id 0, which is not bound',
      ]),
    );
    for (const defect of defects) await replays(s, defect);
  });

  it('finds that OP-TEE panics where Hafnium is the SPMC', async () => {
    const { scenario: s, tried } = swept({ driver: 'v7.3', secure: 'hafnium', actions: cycle });
    const panic = defectsOf(tried).find((d) => d.finding.text.startsWith('PANIC'));
    expect(panic?.allowed).toBe(true);
    await replays(s, panic as Defect);
  });

  it('finds in v1 that the bottom half sleeps where it must not', () => {
    const { tried } = swept({ driver: 'v1', actions: cycle });
    expect(tried.flatMap((t) => t.ending.rules)).toContain('I23');
  });

  it('finds neither the work queue nor the probe that hangs in the driver as it should be', () => {
    const { tried } = swept({ driver: 'fixed', actions: [{ do: 'probe' }] });
    const found = texts(defectsOf(tried).filter((d) => d.allowed));
    expect(found.filter((t) => /workqueue|still has users/.test(t))).toEqual([]);
  });

  it('counts nothing as broken that is so without a fault', () => {
    const actions = [{ do: 'probe' }, { do: 'remove' }, { do: 'notify' }];
    const { tried } = swept({ driver: 'v7.3', actions });
    const harmless = tried.find((t) => t.answer.column === 'late' && t.site.name === 'GET_API_VERSION');
    expect(harmless?.ending).toMatchObject({ id: 'as before', rules: [] });
  });
});

describe('pairs', () => {
  it('go on from what a first fault left, and say whether a second one breaks something more', () => {
    const s = scenarioOf({ driver: 'fixed', optee: { caps: [] }, actions: [{ do: 'probe' }] });
    const base = sweepBase(s);
    if (!base.ok) throw new Error(base.error.what);
    const few = [...singleFaults(base.value)].filter((t) => t.site.name === 'FFA_MEM_SHARE' || isBroken(t.ending.id));
    const pairs = [...pairsOfFaults(base.value, few)];
    expect(pairs.filter((p) => p === null)).toHaveLength(firstFaultCount(few));
    for (const p of pairs) if (p !== null) expect(p.second.site.row).toBeGreaterThan(p.first.site.row);
    expect(pairs.length).toBeGreaterThan(50);
  });
});

describe('a scenario that cannot be swept', () => {
  it('is refused with a sentence', () => {
    const long = Array.from({ length: 30 }, () => cycle).flat();
    const base = sweepBase(scenarioOf({ actions: long }));
    expect(base.ok ? '' : base.error.what).toMatch(/more than 2000 rows/);
  });
});
