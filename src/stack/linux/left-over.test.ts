import { describe, expect, test } from 'vitest';
import { ensure } from '../../base/assert.ts';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import type { Run } from '../../scenario/types.ts';
import { heldKey } from '../../trace/keys.ts';

const PROBE = { do: 'probe' };
const REMOVE = { do: 'remove' };

function runOf(json: Record<string, unknown>): Run {
  const read = parseScenario({ v: 1, ...json });
  return run(ensure(read.ok ? read.value : null, 'a scenario'));
}

const broken = (r: Run, rule: string): string[] =>
  r.outcome.violations.filter((v) => v.rule === rule).map((v) => v.text);

describe('what is left over', () => {
  const fails = { at: { fn: 'optee_enumerate_devices' }, do: { errno: 'ENOMEM' } };

  test('is not forgotten when a later one has the same name', () => {
    // 6.12.117: err_unregister_devices does not destroy the workqueue; the second probe makes another.
    const r = runOf({ actions: [PROBE, PROBE, REMOVE], faults: [fails] });
    expect(r.outcome.leaks).toEqual(['workqueue:optee_notification']);
    const removal = [...r.trace.rows()].find((e) => e.kind === 'enter' && e.fn === 'ffa_device_remove');
    const during = r.history.at(ensure(removal, 'a remove').row);
    expect(during.get(heldKey('workqueue:optee_notification'))).toBeDefined();
    expect(during.get(heldKey('workqueue:optee_notification (2)'))).toBeDefined();
  });

  test('is said once, not again after a later remove', () => {
    const r = runOf({ actions: [PROBE, PROBE, REMOVE, PROBE, REMOVE], faults: [fails] });
    expect(broken(r, 'I9')).toEqual(['workqueue:optee_notification is still held after the failed probe']);
    const twice = runOf({ actions: [PROBE, PROBE], faults: [{ ...fails, at: { ...fails.at, nth: 'all' } }] });
    expect(broken(twice, 'I9')).toHaveLength(2);
    expect(twice.outcome.leaks).toEqual(['workqueue:optee_notification', 'workqueue:optee_notification']);
  });
});

describe('I1: an id that is still bound', () => {
  test('is the SPMC’s to say: a success in its 64-bit form is an error to Linux, and the id stays bound', () => {
    const r = runOf({
      actions: [PROBE, REMOVE],
      faults: [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { reply: { w0: '0xc4000061' } } }],
    });
    expect(r.outcome.log).toContain('optee: Failed to initialize async notifications: -22');
    expect(broken(r, 'I1')).toEqual(['ffa_notify_binding:id 0 is still held after the remove']);
  });

  test('is said once for each id, not again after a later remove', () => {
    const refused = { at: { call: 'FFA_NOTIFICATION_UNBIND', nth: 1 }, do: { error: 'DENIED' } };
    const again = { at: { call: 'FFA_NOTIFICATION_UNBIND', nth: 2 }, do: { error: 'DENIED' } };
    const r = runOf({ actions: [PROBE, REMOVE, PROBE, REMOVE, PROBE, REMOVE], faults: [refused, again] });
    expect(broken(r, 'I1')).toEqual([
      'ffa_notify_binding:id 0 is still held after the remove',
      'ffa_notify_binding:id 1 is still held after the remove',
    ]);
  });

  test('is not one that was bound before, nor one of another driver', () => {
    const actions = [PROBE, { do: 'request', id: 5 }, REMOVE];
    expect(broken(runOf({ actions, bound: [0, 1], held: [2] }), 'I1')).toEqual([]);
  });
});

describe('the driver as it should be', () => {
  const fixed = (json: Record<string, unknown>): Run => runOf({ driver: 'fixed', ...json });

  test('gives up on an id that stays pending, and says so', () => {
    const faults = [{ at: { call: 'FFA_NOTIFICATION_UNBIND', nth: 'all' }, do: { error: 'DENIED' } }];
    const r = fixed({ actions: [PROBE, REMOVE], faults });
    expect(r.trace.length).toBeLessThan(400);
    expect(r.outcome.log).toContain('optee: notification id 0 stays bound: -13');
    expect(r.outcome.hang).toBeNull();
  });

  test('wakes who waits for a key before the keys go, where the device is taken from under the client', () => {
    const r = fixed({ actions: [PROBE, { do: 'sync-wait', key: 8 }, { do: 'unload' }] });
    expect(r.outcome).toMatchObject({ violations: [], hang: null, leaks: [] });
  });

  test('can tell OP-TEE to stop without new memory', () => {
    const r = fixed({
      actions: [PROBE, { do: 'notify' }],
      faults: [
        { at: { fn: 'tee_device_register' }, do: { errno: 'EFAULT' } },
        { at: { fn: 'tee_shm_alloc_kernel_buf', nth: 2 }, do: { errno: 'ENOTSUP' } },
      ],
    });
    expect(r.outcome).toMatchObject({ violations: [], leaks: [] });
  });

  test('leaves an id bound that OP-TEE may still signal', () => {
    const r = fixed({
      actions: [PROBE, REMOVE, { do: 'notify' }],
      faults: [{ at: { fn: 'optee_stop_async_notif', nth: 'all' }, do: { errno: 'EIO' } }],
    });
    expect(broken(r, 'I8')).toEqual([]);
    expect(broken(r, 'I1')).toHaveLength(1);
    // What comes for the id afterwards finds no callback of a driver that is gone.
    expect(broken(r, 'I7')).toEqual([]);
  });

  test('gives the id back wherever the remove falls into a notification', () => {
    const actions = (after: number): object[] => [
      PROBE,
      { do: 'notify' },
      { ...REMOVE, after },
      PROBE,
      { do: 'notify' },
    ];
    const { trace } = fixed({ actions: [PROBE, { do: 'notify' }] });
    const begin = [...trace.rows()].find((e) => e.action === 1)?.row ?? 0;
    expect(trace.length - begin).toBeGreaterThan(10);
    for (let after = begin; after < trace.length; after++)
      expect(fixed({ actions: actions(after) }).outcome, `after row ${after}`).toMatchObject({
        violations: [],
        hang: null,
        result: 0,
        bottom_half_value: 0,
      });
  });

  test('sends UNREGISTER_SHM again where it does not come through', () => {
    for (const nth of [1, 2]) {
      const faults = [{ at: { service: 'UNREGISTER_SHM', nth }, do: { errno: 'EADDRINUSE' } }];
      expect(fixed({ actions: [PROBE, REMOVE], faults }).outcome).toMatchObject({ violations: [], leaks: [] });
    }
  });

  test('tells OP-TEE to stop where the answer of ENABLE is lost', () => {
    const faults = [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3: '0xffff0006' } } }];
    const r = fixed({ actions: [PROBE, { do: 'notify' }], faults });
    expect(r.outcome).toMatchObject({ violations: [], result: 0 });
  });
});
