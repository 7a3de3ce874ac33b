import { describe, expect, it } from 'vitest';
import { addFault } from '../scenario/fork.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import { findingsOf } from '../study/findings.ts';
import { type Defect, defectsOf, kindOf } from './defects.ts';
import { scenarioOf } from './scenario.fixture.ts';
import { everySingle, sweepBase, type Tried } from './sweep.ts';
import { firstFaultsOf, pairsOfFaults } from './sweep-pairs.ts';

const cycle = [{ do: 'probe' }, { do: 'notify' }, { do: 'remove' }];

/** Every answer at the places whose names fit. */
function swept(json: object, names: RegExp): { readonly scenario: Scenario; readonly tried: readonly Tried[] } {
  const s = scenarioOf(json);
  const base = sweepBase(s);
  if (!base.ok) throw new Error(base.error.what);
  const places = base.value.places.filter(({ site }) => names.test(site.name));
  const tried = everySingle({ ...base.value, places });
  expect(tried).toHaveLength(places.reduce((n, { answers }) => n + answers.length, 0));
  expect(tried.length).toBeGreaterThan(0);
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
  it('finds in v7.3 by itself what is known to be wrong, each with a link', async () => {
    const { scenario: s, tried } = swept(
      { driver: 'v7.3', actions: cycle },
      /_BIND|ENABLE|^tee_device_register|optee_invoke_func|SRI|^queue_work/,
    );
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
    const { scenario: s, tried } = swept({ driver: 'v7.3', secure: 'hafnium', actions: cycle }, /ENABLE/);
    const panic = defectsOf(tried).find((d) => d.finding.text.startsWith('PANIC'));
    expect(panic?.allowed).toBe(true);
    await replays(s, panic as Defect);
  });

  it('finds in v1 that the bottom half sleeps where it must not', () => {
    const { tried } = swept({ driver: 'v1', actions: cycle }, /optee_open_session/);
    expect(tried.flatMap((t) => t.ending.rules)).toContain('I23');
  });

  it.each(['optee', 'hafnium'])('finds nothing in the driver as it should be, on %s', (secure) => {
    const { tried } = swept({ driver: 'fixed', secure, actions: cycle }, /^/);
    expect(texts(defectsOf(tried))).toEqual([]);
    expect(tried.length).toBeGreaterThan(700);
  });

  it('counts nothing as broken that is so without a fault', () => {
    const actions = [{ do: 'probe' }, { do: 'remove' }, { do: 'notify' }];
    const { tried } = swept({ driver: 'v7.3', actions }, /GET_API_VERSION/);
    const harmless = tried.find((t) => t.answer.column === 'late' && t.site.name === 'GET_API_VERSION');
    expect(harmless?.ending).toMatchObject({ id: 'as before', rules: [] });
  });
});

describe('pairs', () => {
  it('go on from what a first fault left, and say whether a second one breaks something more', () => {
    const s = scenarioOf({ driver: 'fixed', optee: { caps: [] }, actions: [{ do: 'probe' }] });
    const base = sweepBase(s);
    if (!base.ok) throw new Error(base.error.what);
    const places = base.value.places.filter(({ site }) => site.name === 'FFA_MEM_SHARE');
    const late = everySingle({ ...base.value, places }).filter((t) => t.answer.column === 'late');
    expect(firstFaultsOf(late)).toEqual(late);
    let tried = 0;
    for (const pair of pairsOfFaults(base.value, late)) {
      if (pair !== null) expect(pair.second.site.row).toBeGreaterThan(pair.first.site.row);
      if (++tried === 60) break;
    }
    expect(tried).toBe(60);
  });
});

describe('a scenario that cannot be swept', () => {
  it('is refused with a sentence', () => {
    const long = Array.from({ length: 30 }, () => cycle).flat();
    const base = sweepBase(scenarioOf({ actions: long }));
    expect(base.ok ? '' : base.error.what).toMatch(/more than 2000 rows/);
  });
});
