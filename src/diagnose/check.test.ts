import { describe, expect, test } from 'vitest';
import { frame } from '../abi/frame.ts';
import { ensure } from '../base/assert.ts';
import { jsonText, opened, recordingNames, traceText } from '../import/fixtures/files.ts';
import { opteeWorld } from '../stack/secure/optee-spmc/world.ts';
import { checkTrace } from './check.ts';
import { Profile } from './profile.ts';
import type { Responder } from './responder.ts';

const check = async (text: string) => checkTrace((await opened(text)).trace, new Profile(opteeWorld));

describe.each(recordingNames.filter((n) => n !== 'i8-fault-6'))('%s', (name) => {
  test('follows the rules of this OP-TEE', async () => {
    const result = await check(traceText(name));
    expect(result.departures).toEqual([]);
    expect(result.counts.unknown).toBe(0);
    expect(result.counts.equal).toBeGreaterThan(0);
    const rows = result.verdicts.map((v) => v.row);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
  });
});

test('a patched OP-TEE departs at the message that it fails, and the probe that hangs is said', async () => {
  const { trace } = await opened(traceText('i8-fault-6'));
  const [message, hang, ...rest] = checkTrace(trace, new Profile(opteeWorld)).departures;
  expect(rest).toEqual([]);
  expect(message?.rule?.id).toBe('OT-DEVICE-PTA-GET');
  expect(message?.text).toContain('recorded TEE_ERROR_GENERIC (0xffff0000)');
  const row = trace.row(ensure(message, 'departure').row);
  expect(row).toMatchObject({ kind: 'step', fn: 'optee_ffa_do_call_with_arg', args: { ret: '0xffff0000' } });
  expect(hang?.rule?.id).toBe('LINUX-PROBE-HANG');
  expect(hang?.text).toContain('insmod-63 never returns from optee_ffa_probe (row 1)');
  expect(hang?.text).toContain('waits for it for ever');
});

interface Smc {
  kind: string;
  ret?: string[];
}

test('one bit wrong in any reply of the probe is a departure at its row', async () => {
  const original = JSON.parse(jsonText('b-probe')) as Smc[];
  const replies = original.filter((r) => r.kind === 'smc').length;
  expect(replies).toBe(13);
  for (let n = 0; n < replies; n++) {
    const records = structuredClone(original);
    const smc = ensure(records.filter((r) => r.kind === 'smc')[n], 'smc');
    const ret = ensure(smc.ret, 'ret');
    // Bit 16 of w3: no version, no status, no handle and no result of this OP-TEE has it.
    ret[3] = `0x${(BigInt(ensure(ret[3], 'w3')) ^ 0x1_0000n).toString(16)}`;
    const { trace } = await opened(JSON.stringify(records, null, 1));
    const rows = [...trace.rows()].filter((e) => e.kind === 'return').map((e) => e.row);
    const result = checkTrace(trace, new Profile(opteeWorld));
    expect(result.departures.map((d) => d.row)).toContain(rows[n]);
  }
});

/** Calls with their replies, one a line, and what is said about each. */
const RULES: readonly (readonly [lines: string, judgements: string, rules: string])[] = [
  ['8400007f 80010000 0 1 -> 84000061', 'equal', 'handle_notification_bind:5'],
  [
    '8400007f 80010000 0 1 -> 84000061\n8400007f 80010000 0 1 -> 84000060 0 fffffffa',
    'equal equal',
    'handle_notification_bind:5 handle_notification_bind:4',
  ],
  [
    '8400007f 80010000 0 1 -> 84000061\n8400007f 80010000 0 1 -> 84000061',
    'equal departure',
    'handle_notification_bind:5 handle_notification_bind:4',
  ],
  ['8400007f 80010000 1 1 -> 84000060 0 fffffffa', 'equal', 'handle_notification_bind:2'],
  ['8400007f 80010000 0 1 0 1 -> 84000060 0 fffffffa', 'departure', 'handle_notification_bind:1'],
  ['8400007f 80010005 0 1 -> 84000060 0 fffffffe', 'equal', 'handle_notification_bind:3'],
  [
    '84000080 80010000 0 1 -> 84000060 0 fffffffa\n84000083 -> 84000060 0 fffffff7',
    'allowed departure',
    'handle_notification_unbind:3 handle_notification_info_get:3',
  ],
  ['84000082 0 5 -> 84000061 0 1 0 0 0 0 0', 'equal', 'handle_notification_get:4'],
  ['84000082 0 5 -> 84000061 0 1 0 1 0 0 0', 'departure', 'handle_notification_get:4'],
  ['84000082 0 2 -> 84000061 0 1', 'departure', 'handle_notification_get:2'],
  [
    '8400007e 0 -> 84000061\n8400007d 0 2 -> 84000061\n84000082 0 5 -> 84000061 0 4',
    'equal equal departure',
    'handle_notification_bitmap_destroy:5 handle_notification_bitmap_create:4 handle_notification_get:4',
  ],
  ['84000081 00008001 0 1 -> 84000060 0 ffffffff', 'equal', 'thread_spmc_msg_recv:1'],
  ['c4000083 -> c4000061 0 80', 'equal', 'handle_notification_info_get:3'],
  ['8400006f 8001 0 5 40 -> 84000070 80010000 0 ffff0006', 'equal', 'spmc_enable_async_notif:2'],
  ['8400006f 8001 0 4 -> 84000070 80010000 0 ffff0006', 'equal', 'handle_blocking_call:1'],
  ['8400006f 8001 0 80000001 0 0 0 7 -> 84000070 80010000 0 0 1 0 0 6', 'departure', 'handle_yielding_call:2'],
  ['c4000073 2860 1000 -> 8400007a 0 100000000000', 'departure', 'handle_mem_op:5'],
  ['c4000073 2860 1000 -> 84000060 0 fffffffe', 'equal', 'handle_mem_op:5'],
  [
    'c4000073 60 60 -> 84000061 0 0 1000\nc4000073 60 60 -> 84000061 0 0 1000',
    'equal departure',
    'handle_mem_op:20 handle_mem_op:20',
  ],
  ['84000064 c400008d -> 84000060 0 ffffffff', 'allowed', 'handle_features:1'],
  ['840000ff -> ffffffffffffffff', 'equal', 'smc_unknown:1'],
  ['8400006f 9005 0 0 -> 84000070 90050000', 'departure', 'handle_direct_request:1'],
];

test.each(RULES)('%s', async (lines, judgements, rules) => {
  const { verdicts } = await check(lines);
  expect(verdicts.map((v) => v.judgement).join(' ')).toBe(judgements);
  expect(verdicts.map((v) => v.rule?.id ?? '').join(' ')).toBe(rules);
});

test('a model that knows the one answer names the register that differs', async () => {
  const model: Responder = { name: 'model', feed: () => frame(0x8400_0061n, 0n, 8n), observe: () => undefined };
  const { trace } = await opened('84000064 2 -> 84000061 0 9');
  expect(checkTrace(trace, model).departures).toMatchObject([{ row: 1, register: 2, rule: { id: 'MODEL' } }]);
  expect(checkTrace(trace, { ...model, feed: () => frame(0x8400_0061n, 0n, 9n) }).counts.equal).toBe(1);
});
