import { describe, expect, test } from 'vitest';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { findRow } from './cause.ts';
import { explain } from './explain.ts';

// The causes name scenarios without being able to run them: here each is run, and must show what it claims.

const MESSAGES = [
  ...[-4, -11, -12, -13, -16, -22, -61, -95, -125, -65530, -65527].map(
    (n) => `optee: Failed to initialize async notifications: ${n}`,
  ),
  'optee: Unexpected error -16',
  'optee: Incompatible OP-TEE API version 2.0',
  'optee: Incompatible OP-TEE API version 0.0',
  'optee: Unexpected exchange error 4294901766',
  'optee: mem_reclaim: 0x100000000000 -13',
  'optee: mem_reclaim: 0x100000000000 -22',
  'ARM FF-A: Failed to create IRQ mapping!',
  'ARM FF-A: Notification setup failed -95, not enabled',
  'ARM FF-A: Notification bitmap create error -13',
  'ARM FF-A: Failed to register callback for 36 - -22',
  'ARM FF-A: Could not unregister notification callback',
  'ARM FF-A: Notification Info fetch failed: 0x84000060 (0xfffffff7)',
  'ARM FF-A: Failed to retrieve notifications with -22!',
  'ARM FF-A: Incompatible v32767.65535! Latest supported v1.1',
  'ARM FF-A: Firmware version higher than driver version, downgrading',
  'INFO: task insmod:63 blocked for more than 120 seconds.',
  'BUG: sleeping function called from invalid context',
  'D/TC:1   notif_deliver_atomic_event:95 Already started',
  'E/TC:0   spmc_enable_async_notif:735 Invalid bottom half value 64',
  'assertion do_bottom_half_value >= 0 failed',
];

const cases = MESSAGES.flatMap((message) =>
  explain(message).flatMap((e) =>
    e.causes.filter((c) => c.scenario !== null).map((cause) => ({ message, id: cause.id, cause })),
  ),
);

describe.each(cases)('$message: $id', ({ cause, message }) => {
  test('its scenario runs, has the row that fails, and prints the message', () => {
    const scenario = parseScenario(cause.scenario);
    if (!scenario.ok) throw new Error(`${scenario.error.where}: ${scenario.error.what}`);
    const result = run(scenario.value);
    expect(result.missedFaults).toEqual([]);
    expect(cause.row).not.toBeNull();
    expect(cause.row === null ? null : findRow(result.trace, cause.row)).not.toBeNull();
    if (/^(optee|ARM FF-A): /.test(message)) {
      const log = [...result.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
      expect(log.map(withoutHandle)).toContain(withoutHandle(message));
    }
  });
});

/** Numbers that depend on the machine: handles. */
const withoutHandle = (text: string): string => text.replace(/0x1000\d{8}/, 'HANDLE');

test('every message has a cause that can be run, but for one', () => {
  const without = MESSAGES.filter((m) => !cases.some((c) => c.message === m));
  expect(without).toEqual([]);
});
