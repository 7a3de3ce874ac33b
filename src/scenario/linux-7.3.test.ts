import { describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Run } from './types.ts';

// What Linux 7.3 does otherwise than 6.12 (docs/linux-7.3.md), where no golden case and no recording says it.

function runOf(json: Record<string, unknown>): Run {
  const parsed = parseScenario({ v: 1, driver: 'v7.3', ...json });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return run(parsed.value);
}
const logs = (r: Run): string[] => [...r.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
/** The calls, with what a refusal says. */
const calls = (r: Run, from = 0): string[] => {
  const names = [...r.trace.rows()].flatMap((e) => (e.kind === 'call' ? [e.name.replace('FFA_', '')] : []));
  return names.map((name, i) => (r.outcome.frames[i]?.[1]?.[0] === '0x84000060' ? `${name}!` : name)).slice(from);
};
const violations = (r: Run): string[] => r.outcome.violations.map((v) => `${v.rule} ${v.text}`);

const boot = { do: 'boot' };
const probe = { do: 'probe' };

describe('the core goes while the driver is bound', () => {
  const actions = [probe, { do: 'unload', unbind: false }];

  test('the bitmap is asked for first and refused, the driver then cannot unbind its id (recorded: j3)', () => {
    const r = runOf({ actions });
    const first = calls(r).indexOf('NOTIFICATION_BITMAP_DESTROY!');
    expect(calls(r, first)).toEqual([
      'NOTIFICATION_BITMAP_DESTROY!',
      'MSG_SEND_DIRECT_REQ',
      'MEM_RECLAIM',
      'RXTX_UNMAP',
    ]);
    expect(r.outcome.steps).toContainEqual(['notify_relinquish', { notify_id: 0 }, -95]);
    expect(violations(r)).toEqual(['I1 ffa_notify_binding:id 0 is still held after the remove']);
  });

  test('and when it comes again it has no notifications, and probes the device at once (recorded: j4)', () => {
    const r = runOf({ actions: [...actions, boot] });
    const again = calls(r).lastIndexOf('VERSION');
    // Thirteen of the core, and behind them the driver, whose module stayed loaded.
    expect(calls(r, again + 8)[0]).toBe('NOTIFICATION_BITMAP_CREATE!');
    expect(calls(r, again).indexOf('MSG_SEND_DIRECT_REQ')).toBe(13);
    expect(logs(r)).toContain('ARM FF-A: Notification bitmap create error -13');
    expect(logs(r)).toContain('optee: Failed to initialize async notifications: -95');
    expect(r.outcome.result).toBe(0);
  });

  test('6.12 does it in the same order', () => {
    expect(calls(runOf({ driver: 'v6.12', actions })).slice(-4)[0]).toBe('NOTIFICATION_BITMAP_DESTROY!');
  });

  test('unless it is unbound first', () => {
    const r = runOf({ actions: [probe, { do: 'unload' }, boot] });
    expect(calls(r)).not.toContain('NOTIFICATION_BITMAP_DESTROY!');
    expect(calls(r).at(-1)).toBe('RX_RELEASE');
  });
});

describe('kexec', () => {
  test('runs the whole remove path before: the new kernel has FF-A and no notifications', () => {
    const r = runOf({ actions: [probe, { do: 'kexec' }, probe] });
    expect(calls(r)).toContain('NOTIFICATION_BITMAP_DESTROY!');
    expect(calls(r)).toContain('RXTX_UNMAP');
    expect(logs(r)).toContain('ARM FF-A: Notification bitmap create error -13');
    expect(r.outcome.result).toBe(0);
  });

  test('after a remove leaves everything to the new kernel', () => {
    const r = runOf({ actions: [probe, { do: 'remove' }, { do: 'kexec' }, probe] });
    expect([r.outcome.result, r.outcome.bottom_half_value]).toEqual([0, 0]);
    expect(violations(r)).toEqual([]);
  });
});

test('a spurious SRI is silent, which 6.12 complains of every time', () => {
  const failed = (driver: string): string[] => {
    const nothing = { at: { call: 'FFA_NOTIFICATION_INFO_GET' }, do: { error: 'NO_DATA' } };
    const r = runOf({ driver, actions: [probe, { do: 'notify' }], faults: [nothing] });
    return logs(r).filter((text) => text.includes('Info fetch failed'));
  };
  expect(failed('v7.3')).toEqual([]);
  expect(failed('v6.12')).toEqual(['ARM FF-A: Notification Info fetch failed: 0x84000060 (0xfffffff7)']);
});

test('a firmware without FF-A is no device', () => {
  const missing = { at: { call: 'FFA_VERSION' }, do: { reply: { w0: '0xffffffff' } } };
  const r = runOf({ actions: [boot], faults: [missing] });
  expect(logs(r)).toEqual(['ARM FF-A: FFA_VERSION returned not supported']);
  const ends = [...r.trace.rows()].flatMap((e) => (e.kind === 'step' && /^ffa_/.test(e.fn) ? [[e.fn, e.rc]] : []));
  // The module stays loaded.
  expect(ends).toEqual([
    ['ffa_probe', -19],
    ['ffa_init', 0],
  ]);
});

test('a remove between look-up and callback: the entry is a copy, and struct optee is used after it was freed', () => {
  const texts = (driver: string): string[] => {
    const found: string[] = [];
    const rows = [...runOf({ driver, actions: [probe, { do: 'notify' }] }).trace.rows()];
    const lookUp = rows.findIndex((e) => e.kind === 'step' && e.fn.startsWith('notifier_h'));
    for (let after = lookUp - 5; after < lookUp + 3; after++) {
      const actions = [probe, { do: 'notify' }, { do: 'remove', with: 'previous', after }];
      const r = runOf({ driver, actions, choices: [] });
      found.push(...violations(r).filter((text) => text.startsWith('I7')));
    }
    return [...new Set(found.map((text) => text.replace(/.*use after free: /, '')))];
  };
  expect(texts('v7.3')).toEqual(['the callback of id 0 runs on a freed struct optee']);
  expect(texts('v6.12')).toContain('the callback of id 0 is called after notify_relinquish freed its entry');
});
