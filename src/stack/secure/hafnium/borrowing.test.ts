import { describe, expect, test } from 'vitest';
import { type Frame, frame } from '../../../abi/frame.ts';
import { error, success } from '../../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../../abi/status.ts';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';

// What Hafnium makes of memory that no recording shows: each answer is read from the C that borrowing.ts, descriptor.ts and
// resources.ts name.

type Json = { readonly [name: string]: unknown };
const smc = (...w: readonly (number | string)[]): Json => ({ do: 'smc', w });
const BEFORE = [smc('0x84000063', '0x10001'), smc('0xc4000066', '0x40e6a000', '0x40e14000', 1)];
const PAGE_A = '0x40e20000';
const PAGE_B = '0x40e30000';

const share = (ranges: readonly Json[], more: Json = {}, length = 0x50 + 16 * ranges.length): Json => ({
  ...smc('0xc4000073', length, length),
  tx: { ranges, ...more },
});
const one = share([{ address: PAGE_A }]);

function made(...actions: readonly Json[]) {
  const parsed = parseScenario({ v: 1, secure: 'hafnium', actions: [...BEFORE, ...actions, { do: 'boot' }] });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  const r = run(parsed.value);
  const returns = [...r.trace.rows()].filter((e) => e.kind === 'return' && e.ctx === 'other driver');
  const last = returns.at(-1);
  return { reply: last?.kind === 'return' ? last.w : null, rx: r.history.at(last?.row ?? 0).get(BUFFERS.rx) };
}
const answer = (...actions: readonly Json[]): Frame | null => made(...actions).reply;
const refused = (status: StatusName): Frame => error(FFA_STATUS[status]);

describe('ranges of one fragment', () => {
  test.each<[string, readonly Json[], Frame]>([
    ['the last is taken', [{ address: PAGE_B }, { address: PAGE_A }], refused('DENIED')],
    ['the first is taken: the last counts for all', [{ address: PAGE_A }, { address: PAGE_B }], success(1n, 0n)],
    ['the first is secure: the last counts for all', [{ address: '0xe400000' }, { address: PAGE_B }], success(1n, 0n)],
    ['a part of one is taken', [{ address: '0x40e1f000', pages: 2 }, { address: PAGE_B }], refused('DENIED')],
    ['one has no pages', [{ address: PAGE_B, pages: 0 }, { address: '0x40e31000' }], refused('DENIED')],
    ['one begins no page', [{ address: PAGE_B }, { address: '0x40e40010' }], refused('INVALID_PARAMETERS')],
    ['one is named twice', [{ address: PAGE_B }, { address: PAGE_B }], refused('INVALID_PARAMETERS')],
  ])('%s', (_, ranges, expected) => {
    expect(answer(one, share(ranges))).toEqual(expected);
  });
});

test('a descriptor that comes in fragments is asked for under the sender that it names', () => {
  const first = {
    ...share([{ address: PAGE_A }, { address: PAGE_B }], { sender: 5 }, 0x70),
    w: ['0xc4000073', 0x70, 0x60],
  };
  expect(answer(first)).toEqual(frame(0x8400_007an, 0n, 0n, 0x60n, 0x5_0000n));
});

describe('a hypervisor asks what memory a handle has', () => {
  const ask = (more: Json = {}): Json => ({
    ...smc('0x84000074', 0x30, 0x30),
    tx: { ranges: [], attributes: 0, receivers: [], receiverSize: 0, receiversAt: 0, ...more },
  });
  const release = smc('0x84000065');

  test('and is told it in its RX buffer', () => {
    const { reply, rx } = made(share([{ address: PAGE_A }, { address: PAGE_B }]), ask());
    expect(reply).toEqual(frame(0x8400_0075n, 0x70n, 0x70n));
    expect(String(rx).slice(0, 16)).toBe('00002f0008000000');
    expect(rx).toHaveLength(2 * 0x70);
  });
  test.each<[string, readonly Json[], Frame]>([
    ['that nobody has', [ask({ handle: 3 })], refused('INVALID_PARAMETERS')],
    ['with more than the handle', [one, ask({ tag: 1 })], refused('INVALID_PARAMETERS')],
    ['twice without FFA_RX_RELEASE', [one, ask(), ask()], refused('BUSY')],
    ['and again', [one, ask(), release, ask()], frame(0x8400_0075n, 0x60n, 0x60n)],
    ['in two fragments', [one, { ...ask(), w: ['0x84000074', 0x40, 0x30] }], refused('INVALID_PARAMETERS')],
  ])('%s', (_, actions, expected) => {
    expect(answer(...actions)).toEqual(expected);
  });
});

describe('which memory the secure world can reach', () => {
  const ask = (w1 = 0, w2 = 0): Json => smc('0xc400008f', w1, w2);
  const bytes = (n: bigint): Frame => frame(0xc400_0061n, 0n, n << 32n);
  test.each<[string, readonly Json[], Frame]>([
    ['both buffers', [ask()], bytes(0x30n)],
    ['and every range that is shared', [one, share([{ address: PAGE_B }]), ask()], bytes(0x50n)],
    ['OP-TEE', [one, ask(0x8001, 1)], bytes(0x40n)],
    ['w1 without the bit that says so', [one, ask(0x8002)], bytes(0x40n)],
    ['no partition', [ask(0x8002, 1)], refused('INVALID_PARAMETERS')],
    ['none is named', [ask(0, 1)], refused('INVALID_PARAMETERS')],
    ['more of a list that was not begun', [ask(0x8002, 0x11)], refused('ABORTED')],
  ])('%s', (_, actions, expected) => {
    expect(answer(...actions)).toEqual(expected);
  });
});

test('how many receivers a handle has is told as long as it is one', () => {
  const receivers = [{ id: '0x8001' }, { id: '0x8002' }];
  const both = { ...smc('0xc4000073', 0x70, 0x70), tx: { ranges: [{ address: PAGE_A }], receivers } };
  const reclaim = smc('0x84000077', 0, 0, 0);
  const parsed = parseScenario({
    ...{ v: 1, secure: 'hafnium', partitions: 2 },
    actions: [...BEFORE, both, reclaim, { do: 'boot' }],
  });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  const { trace, history } = run(parsed.value);
  const returns = [...trace.rows()].filter((e) => e.kind === 'return' && e.ctx === 'other driver');
  const key = SPMC.receivers(0n);
  expect(returns.slice(-2).map((e) => (e.kind === 'return' ? e.w : null))).toEqual([success(), success()]);
  expect(returns.slice(-2).map((e) => history.at(e.row).get(key))).toEqual([2, undefined]);
});
