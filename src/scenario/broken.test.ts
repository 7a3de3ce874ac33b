import { describe, expect, test } from 'vitest';
import { run } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Run } from './types.ts';

// Small scenarios that once broke a rule, a stack or a number, with what is right.

function of(json: { [field: string]: unknown }, maxRows?: number): Run {
  const parsed = parseScenario({ v: 1, ...json });
  if (!parsed.ok) throw new Error(parsed.error.what);
  return run(parsed.value, maxRows);
}
const rules = (r: Run): string[] => r.outcome.violations.map((v) => v.rule);
const fixed = (json: { [field: string]: unknown }): Run => of({ driver: 'fixed', ...json });

describe('the driver as it should be breaks no rule', () => {
  test.each([
    [
      'UNBIND is interrupted each time',
      {
        actions: [{ do: 'probe' }, { do: 'remove' }],
        faults: [{ at: { call: 'FFA_NOTIFICATION_UNBIND', nth: 'all' }, do: { interrupt: 2 } }],
      },
    ],
    ['the core is unloaded in the middle of the probe', { actions: [{ do: 'probe' }, { do: 'unload', after: 67 }] }],
    [
      'two allocations of the probe fail',
      {
        actions: [{ do: 'probe' }, { do: 'notify' }],
        faults: [
          { at: { fn: 'tee_device_register' }, do: { errno: 'EFAULT' } },
          { at: { fn: 'tee_shm_alloc_kernel_buf' }, do: { errno: 'ENOTSUP' } },
        ],
      },
    ],
    [
      'UNREGISTER_SHM fails once',
      {
        actions: [{ do: 'probe' }, { do: 'remove' }],
        faults: [{ at: { service: 'UNREGISTER_SHM', nth: 2 }, do: { errno: 'EADDRINUSE' } }],
      },
    ],
    [
      'two removes at once',
      {
        actions: [{ do: 'probe' }, { do: 'notify' }, { do: 'remove', with: 'previous' }, { do: 'remove', after: 84 }],
        choices: [1, 1],
      },
    ],
  ])('%s', (_, json) => {
    const r = fixed(json);
    expect(rules(r)).toEqual([]);
    expect(r.outcome).toMatchObject({ leaks: [], hang: null });
  });

  test('who waits for a key that nobody sends waits, and the module stays in use', () => {
    const r = fixed({ actions: [{ do: 'probe' }, { do: 'sync-wait', key: 8 }, { do: 'remove' }] });
    expect(rules(r)).toEqual(['HANG']);
    expect(r.outcome.hang).toContain('somebody to send key 8');
  });
});

test('after an RPC each end of a function belongs to its beginning, and a resume has the stack of its call', () => {
  const { trace } = of({ actions: [{ do: 'probe' }, { do: 'sync-send', key: 3 }] });
  for (const e of trace.rows())
    if (e.kind === 'step' && e.enter !== null) expect(trace.row(e.enter)).toMatchObject({ kind: 'enter', fn: e.fn });
  const resumes = [...trace.rows()].filter((e) => e.kind === 'call' && e.service === 'YIELDING_CALL_RESUME');
  expect(resumes.length).toBeGreaterThan(0);
  // Linux's own names, with the operation of ffa_msg_ops between them; none of them twice.
  for (const e of resumes)
    expect(e.stack.slice(e.stack.indexOf('optee_ffa_yielding_call'))).toEqual([
      'optee_ffa_yielding_call',
      'sync_send_receive',
      'ffa_sync_send_receive',
    ]);
});

test('a run ends before its times would not be exact any more', () => {
  const r = of({ actions: [{ do: 'probe' }, { do: 'sync-wait', key: 19, timeout: 4_294_967_295 }] });
  for (const e of r.trace.rows()) expect(Number.isSafeInteger(e.at)).toBe(true);
  expect(rules(r)).toEqual(['LIMIT']);
  expect([...r.trace.rows()].find((e) => e.kind === 'violation')).toMatchObject({ text: 'stopped after 104 days' });
});

test('a fault that comes back for ever ends at the limit of rows', () => {
  const forEver = {
    actions: [{ do: 'probe' }, { do: 'session' }],
    faults: [
      { at: { call: 'FFA_MSG_SEND_DIRECT_REQ' }, do: { interrupt: 1 } },
      { at: { call: 'FFA_RUN', nth: 'all' }, do: { reply: { w0: '0x84000062' } } },
    ],
  };
  const r = of(forEver, 30_000);
  expect(rules(r)).toEqual(['LIMIT']);
  expect(r.trace.length).toBe(30_001);
});
