import { describe, expect, test } from 'vitest';
import { FFA_NOTIFICATION_INFO_GET } from '../../../abi/ffa-call.ts';
import { type Frame, frame } from '../../../abi/frame.ts';
import { packInfoLists } from '../../../abi/notification.ts';
import { error, success } from '../../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../../abi/status.ts';
import { hex } from '../../../base/bits.ts';
import { checkTrace } from '../../../diagnose/check.ts';
import { deriveScenario } from '../../../diagnose/derive-scenario.ts';
import { Profile } from '../../../diagnose/profile.ts';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import type { Run } from '../../../scenario/types.ts';
import { spmcVm } from '../../../trace/keys.ts';
import { Watcher } from '../rules/judge.ts';
import { hafniumWorld } from './world.ts';

// docs/recordings-hafnium.md, 41 to 43: what is recorded of a machine with a second partition.

type Json = { readonly [name: string]: unknown };
function machine(actions: readonly Json[], more: Json = {}): Run {
  const parsed = parseScenario({ v: 1, secure: 'hafnium', partitions: 2, actions, ...more });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  return run(parsed.value);
}
const smc = (...w: readonly (number | string)[]): Json => ({ do: 'smc', w });
const replies = (r: Run): Frame[] =>
  [...r.trace.rows()].flatMap((e) => (e.kind === 'return' && e.ctx === 'other driver' ? [e.w] : []));
const refused = (status: StatusName): Frame => error(FFA_STATUS[status]);
const said = (r: Run): string[] => [...r.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
const names = (r: Run): string[] => [...r.trace.rows()].flatMap((e) => (e.kind === 'call' ? [e.name] : []));

const REGS = smc('0xc400008b');
const version = (v: number): Json => smc('0x84000063', v);

describe('FFA_PARTITION_INFO_GET_REGS', () => {
  test('has both descriptors in one answer, of which a caller of 1.1 is given eight registers', () => {
    const [, at11] = replies(machine([version(0x10001), REGS, { do: 'boot' }]));
    expect(at11).toHaveLength(8);
    expect(at11?.[2]).toBe(0x0030_0000_0001_0001n);
    const [, at12] = replies(machine([version(0x10002), REGS, { do: 'boot' }]));
    expect(at12?.slice(2, 4)).toEqual([0x0030_0000_0001_0001n, 0x0000_01c9_0004_8001n]);
    expect(at12?.[9]).toBe(0x0000_0109_0001_8002n);
    expect(at12?.slice(12, 15)).toEqual([0n, 0n, 0x10002n]);
  });

  test('asked for the second, has it in x3', () => {
    const [, reply] = replies(machine([version(0x10001), smc('0xc400008b', 0, 0, 1), { do: 'boot' }]));
    expect(Number((reply?.[3] ?? 0n) & 0xffffn)).toBe(0x8002);
    const [, none] = replies(machine([version(0x10001), smc('0xc400008b', 0, 0, 2), { do: 'boot' }]));
    expect(none).toEqual(refused('INVALID_PARAMETERS'));
  });
});

describe('Linux 6.12', () => {
  test('takes the second for itself, and loses every notification', () => {
    const r = machine([{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }, { do: 'notify' }]);
    expect(r.outcome.result).toBe(0);
    expect(names(r).filter((n) => n === 'FFA_NOTIFICATION_INFO_GET')).toHaveLength(2);
    expect(names(r)).not.toContain('FFA_NOTIFICATION_GET');
    expect(said(r).some((text) => text.includes('Notification Info fetch failed: 0x84000060 (0xfffffff7)'))).toBe(true);
  });

  test('probes, uses and removes OP-TEE all the same', () => {
    const r = machine([{ do: 'boot' }, { do: 'probe' }, { do: 'session' }, { do: 'remove' }]);
    expect(r.outcome.leaks).toEqual([]);
  });
});

test('Linux 7.3 sees both, and its notifications arrive', () => {
  const r = machine([{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }], { driver: 'v7.3' });
  expect(names(r)).toContain('FFA_NOTIFICATION_GET');
  const devices = [...r.trace.rows()].flatMap((e) =>
    e.kind === 'step' && e.fn === 'ffa_device_register' ? [e.args.id] : [],
  );
  expect(devices).toEqual(['0x8001', '0x8002', '0x0']);
});

test('an id is bound for one sender: the other has it refused, and cannot give it back', () => {
  const bind = (sender: number, id: number): Json => smc('0x8400007f', sender * 0x10000, 0, id);
  const unbind = (sender: number, id: number): Json => smc('0x84000080', sender * 0x10000, 0, id);
  const r = machine([
    bind(0x8002, 8),
    bind(0x8001, 8),
    unbind(0x8001, 8),
    bind(0x8001, 1),
    unbind(0x8002, 9),
    unbind(0x8002, 8),
  ]);
  const ok = success();
  const denied = refused('DENIED');
  expect(replies(r)).toEqual([ok, denied, denied, ok, denied, ok]);
  const vm = spmcVm(0);
  const end = r.history.at(r.trace.length - 1);
  expect([end.get(vm.bound), end.get(vm.boundBySecond)]).toEqual([1n, 0n]);
});

test('the second partition answers a direct request', () => {
  expect(replies(machine([smc('0x8400006f', 0x8002, 0, 5)]))).toEqual([frame(0x8400_0070n, 0x8002_0000n)]);
});

test('a machine with one partition knows no 0x8002', () => {
  const r = machine([smc('0x8400006f', 0x8002, 0, 5)], { partitions: 1 });
  expect(replies(r)).toEqual([refused('INVALID_PARAMETERS')]);
});

test.each(['v6.12', 'v7.3'])('the rules allow every answer, and the scenario is derived with both: %s', (driver) => {
  const { trace } = machine([{ do: 'boot' }, { do: 'probe' }, { do: 'notify' }], { driver });
  expect(checkTrace(trace, new Profile(hafniumWorld)).departures).toEqual([]);
  expect(deriveScenario(trace, 'test').scenario).toMatchObject({ secure: 'hafnium', partitions: 2, driver });
});

test('whom a recording may tell of: of the second partition where there is one, and not before that is known', () => {
  const call = FFA_NOTIFICATION_INFO_GET.encode({}, 64);
  const ofSecond = packInfoLists([{ partition: 0x8002, vcpus: [] }], 64, false);
  const watcher = new Watcher(hafniumWorld.parties, hafniumWorld.meanwhile);
  expect(watcher.expect(call).which(ofSecond)).toBeNull();
  const { trace } = machine([version(0x10001), REGS, { do: 'boot' }]);
  for (const e of trace.rows())
    if (e.kind === 'return') {
      const asked = trace.row(e.of);
      if (asked.kind === 'call') watcher.observe(asked.w, e.w);
    }
  expect(watcher.expect(call).which(ofSecond)).not.toBeNull();
});

// docs/recordings-hafnium.md, 43 to 46: calls that the second partition makes because it was told to.
describe('the second partition on command', () => {
  const sp = (...w: readonly (number | string)[]): Json => ({ do: 'sp', id: '0x8002', smc: w });
  const bindForIt = (id: number, vm = 0): Json => smc('0x8400007f', 0x8002_0000 + vm, 0, id);
  const set = (id: number, flags = 0, vm = 0): Json => sp('0x84000081', 0x8002_0000 + vm, flags, id);
  const GET = smc('0x84000082', 0, 5);
  const INFO = smc('0xc4000083');
  const lost = { faults: [{ at: { call: 'SRI', nth: 'all' }, do: 'lose' }] };
  /** What the partition was answered: w0 and w2, from the response that tells it. */
  const told = (r: Run): string[] =>
    replies(r).flatMap((w) => (w[0] === 0xc400_0070n ? [`${hex(w[3] ?? 0n)} ${hex(w[5] ?? 0n)}`] : []));
  const OK = '0x84000061 0x0';
  const DENIED = '0x84000060 0xfffffffa';
  const INVALID = '0x84000060 0xfffffffe';
  const UNKNOWN = '0x84000060 0xffffffff';

  test('has other features than the normal world, and no bitmaps to make', () => {
    const features = [1, 3, 2].map((id) => sp('0x84000064', id));
    const r = machine([...features, sp('0xc4000083'), sp('0x8400007d', 5, 1), sp('0x84000069')]);
    expect(told(r)).toEqual(['0x84000061 0x5', '0x84000061 0x4', UNKNOWN, UNKNOWN, UNKNOWN, '0x84000061 0x8002']);
  });

  test('sets what is bound to it, and nothing else', () => {
    const own = bindForIt(8);
    const r = machine(
      [
        { do: 'probe' },
        own,
        set(8),
        set(16),
        set(9),
        set(0),
        set(8, 8),
        set(8, 0, 5),
        sp('0x84000081', 0x8001_0000, 0, 8),
      ],
      lost,
    );
    expect(told(r)).toEqual([OK, DENIED, DENIED, INVALID, INVALID, INVALID, INVALID]);
  });

  test('and Linux fetches it on the CPU where it was set', () => {
    const r = machine([{ do: 'probe' }, bindForIt(8), { ...set(8), cpu: 1 }], { driver: 'v7.3' });
    const got = [...r.trace.rows()].find((e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_GET');
    expect(got?.cpu).toBe(1);
  });

  test('two senders pending are one entry of INFO_GET, and one answer of GET', () => {
    const r = machine([{ do: 'probe' }, bindForIt(8), { do: 'notify' }, set(8), INFO, INFO, GET], lost);
    const [, , info, again, both] = replies(r);
    expect([info?.[2], info?.[3]]).toEqual([0x80n, 0n]);
    expect(again).toEqual(refused('NO_DATA'));
    expect(both?.[2]).toBe(9n);
  });

  test('an id that was told is not told again, and another one is', () => {
    const r = machine([bindForIt(8), bindForIt(16), set(8), INFO, set(8), INFO, set(16), INFO], lost);
    expect(told(r)).toEqual([OK, OK, OK]);
    const infos = replies(r).filter((w) => (w[0] === 0xc400_0061n && w[2] === 0x80n) || w[2] === 0xffff_fff7n);
    expect(infos.map((w) => w[2])).toEqual([0x80n, 0xffff_fff7n, 0x80n]);
  });

  test('several receivers pending: VM 0, then VM 5; a partition before them', () => {
    const create = smc('0x8400007d', 5, 2);
    const r = machine([create, bindForIt(8), bindForIt(16, 5), set(8), set(16, 0, 5), INFO], lost);
    expect(replies(r).at(-1)?.slice(2, 4)).toEqual([0x100n, 0x0005_0000n]);
    const toIt = sp('0x8400007f', 0x8002, 0, 4);
    const fromLinux = smc('0x84000081', 0x8002, 0, 4);
    const s = machine([bindForIt(8), set(8), toIt, fromLinux, INFO, sp('0x84000082', 0x8002, 2)], lost);
    expect(told(s).slice(0, 2)).toEqual([OK, OK]);
    expect(replies(s).at(-3)).toEqual(success());
    expect(replies(s).at(-2)?.slice(2, 4)).toEqual([0x100n, 0x8002n]);
    expect(replies(s).at(-1)?.slice(3)).toEqual([0x8400_0061n, 0n, 0n, 0n, 4n]);
  });

  test('what Linux sets for it is told to Linux at once, which has to run it', () => {
    const toIt = sp('0x8400007f', 0x8002, 0, 4);
    const infos = (...more: readonly Json[]): number =>
      names(machine([{ do: 'boot' }, { do: 'probe' }, toIt, ...more], { driver: 'v7.3' })).filter(
        (n) => n === 'FFA_NOTIFICATION_INFO_GET',
      ).length;
    expect(infos(smc('0x84000081', 0x8002, 0, 4))).toBe(infos() + 1);
    expect(infos(smc('0x84000081', 0x8002, 0, 8))).toBe(infos());
  });

  test('Linux sets nothing that it has not bound', () => {
    const r = machine([smc('0x84000081', 0x8002, 0, 4)]);
    expect(replies(r)).toEqual([refused('DENIED')]);
  });

  test('the rules allow every answer of such a run', () => {
    const { trace } = machine([{ do: 'boot' }, { do: 'probe' }, bindForIt(8), set(8), { do: 'notify' }, INFO, GET], {
      driver: 'v7.3',
    });
    expect(checkTrace(trace, new Profile(hafniumWorld)).departures).toEqual([]);
  });
});
