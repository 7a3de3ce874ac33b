import { describe, expect, test } from 'vitest';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { run } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Run } from './types.ts';

// What Linux refuses, or lets wait: loading and removing modules at the wrong moment (kernel/module/main.c,
// drivers/base/dd.c).

function runOf(json: Record<string, unknown>): Run {
  const parsed = parseScenario({ v: 1, ...json });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return run(parsed.value);
}
const logs = (r: Run): string[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'log' && e.who === 'user' ? [e.text] : []));
const begins = (r: Run, fn: string): number[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'enter' && e.fn === fn ? [e.row] : []));
const ends = (r: Run, fn: string): number[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'step' && e.fn === fn ? [e.row] : []));
const rules = (r: Run): string[] => r.outcome.violations.map((v) => v.rule);
const DRIVERS = REVISION_IDS;
const probe = { do: 'probe' };
const remove = { do: 'remove' };

describe.each(DRIVERS)('modules under %s', (driver) => {
  test('one whose device somebody has open is not removed', () => {
    const r = runOf({ driver, actions: [probe, { do: 'sync-wait', key: 8 }, remove] });
    expect(logs(r)).toEqual(['remove: the module optee is in use, so it cannot be removed']);
    expect(begins(r, 'optee_ffa_remove')).toEqual([]);
    // When the client has closed it, it is.
    const after = runOf({ driver, actions: [probe, { do: 'session' }, remove] });
    expect([logs(after), begins(after, 'optee_ffa_remove').length]).toEqual([[], 1]);
  });

  test('one that is being removed is not removed again, nor loaded', () => {
    for (const second of [remove, probe]) {
      const r = runOf({ driver, actions: [probe, remove, { ...second, with: 'previous', after: 130 }], choices: [] });
      expect(begins(r, 'optee_ffa_remove')).toHaveLength(1);
      expect(begins(r, 'optee_ffa_probe')).toHaveLength(1);
      expect(logs(r)).toEqual([`${second.do}: the module is being removed (-EBUSY)`]);
      expect(rules(r).filter((rule) => rule === 'HANG')).toEqual([]);
    }
  });

  test('the core waits for a probe that runs, takes the device from its driver, and goes', () => {
    const r = runOf({ driver, actions: [probe, { do: 'unload', after: 40 }] });
    const [removed = -1] = begins(r, 'optee_ffa_remove');
    const [gone = -1] = begins(r, 'ffa_exit');
    expect(ends(r, 'ffa_device_probe')[0]).toBeLessThan(removed);
    expect(removed).toBeLessThan(gone);
    expect(rules(r)).toEqual([]);
  });

  test('the core is not loaded twice at the same time', () => {
    const r = runOf({ driver, actions: [{ do: 'boot' }, { do: 'boot', after: 3 }] });
    expect(begins(r, 'ffa_init')).toHaveLength(1);
    expect(logs(r)).toEqual(['boot: the FF-A core is being loaded or unloaded']);
  });
});

describe('a call that is preempted', () => {
  const interrupted = (call: string) => ({ at: { call, nth: 'all' }, do: { interrupt: 2 } });

  test('is a direct request; every other call runs to its end with interrupts masked', () => {
    const calls = ['FFA_NOTIFICATION_BIND', 'FFA_NOTIFICATION_UNBIND', 'FFA_MEM_SHARE', 'FFA_MEM_RECLAIM'];
    const actions = [probe, remove];
    const plain = runOf({ actions });
    for (const call of calls)
      expect(runOf({ actions, faults: [interrupted(call)] }).outcome.frames).toEqual(plain.outcome.frames);
    const direct = runOf({ actions, faults: [{ at: { call: 'FFA_MSG_SEND_DIRECT_REQ' }, do: { interrupt: 2 } }] });
    const replies = direct.outcome.frames.map(([call, reply]) => [call[0], reply?.[0]]);
    expect(replies.slice(0, 3)).toEqual([
      ['0x8400006f', '0x84000062'],
      ['0x8400006d', '0x84000062'],
      ['0x8400006d', '0x84000070'],
    ]);
  });
});
