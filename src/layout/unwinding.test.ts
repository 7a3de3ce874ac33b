import { describe, expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import type { Fault } from '../sim/fault.ts';
import { type DriverRevision, REVISION_IDS } from '../stack/linux/revisions.ts';
import type { Trace } from '../trace/trace.ts';
import { unwindingOf } from './unwinding.ts';

// Where the unwinding of a real probe begins is known from the driver: behind the step that failed.

const failing = (driver: DriverRevision, faults: readonly Fault[]): Trace =>
  run({ ...DEFAULTS, driver, actions: [{ do: 'probe' }], faults }).trace;
const fns = (trace: Trace, from: number, to: number): readonly string[] =>
  [...trace.rows(from, to)].flatMap((e) => (e.kind === 'step' || e.kind === 'enter' ? [e.fn] : []));

describe('the unwinding of a probe', () => {
  test('of 6.12 whose second tee_device_register fails unregisters devices, then gives the id back', () => {
    const trace = failing('v6.12', [{ at: { fn: 'tee_device_register', nth: 2 }, do: { rc: -12 } }]);
    const u = unwindingOf(trace, 0, trace.length);
    if (u === null) throw new Error('no unwinding');
    expect(u).toMatchObject({ end: trace.length - 1, rc: -12 });
    expect(trace.row(u.first - 1)).toMatchObject({ kind: 'step', fn: 'tee_device_register', rc: -12 });
    expect(fns(trace, u.first, u.end)[0]).toBe('optee_unregister_devices');
    expect(fns(trace, u.first, u.end)).toContain('notify_relinquish');
    expect(fns(trace, u.first, u.end).slice(-2)).toEqual(['kfree', 'optee_ffa_probe']);
  });

  test('of every revision begins behind the allocation that failed', () => {
    for (const driver of REVISION_IDS) {
      const trace = failing(driver, [{ at: { fn: 'tee_device_alloc', nth: 2 }, do: { rc: -12 } }]);
      const u = unwindingOf(trace, 0, trace.length);
      if (u === null) throw new Error(`no unwinding in ${driver}`);
      expect(trace.row(u.first - 1)).toMatchObject({ kind: 'step', fn: 'tee_device_alloc', rc: -12 });
    }
  });

  test('is not there where the probe succeeds, though a step of it failed, or where it had done nothing', () => {
    const ok = failing('v6.12', [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { error: -2 } }]);
    expect(unwindingOf(ok, 0, ok.length)).toBeNull();
    const early = failing('v6.12', [{ at: { service: 'GET_API_VERSION', nth: 1 }, do: { error: -1 } }]);
    expect(unwindingOf(early, 0, early.length)).toBeNull();
  });
});
