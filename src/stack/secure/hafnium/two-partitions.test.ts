import { describe, expect, test } from 'vitest';
import { type Frame, frame } from '../../../abi/frame.ts';
import { error, success } from '../../../abi/reply.ts';
import { FFA_STATUS, type StatusName } from '../../../abi/status.ts';
import { checkTrace } from '../../../diagnose/check.ts';
import { deriveScenario } from '../../../diagnose/derive-scenario.ts';
import { Profile } from '../../../diagnose/profile.ts';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';
import type { Run } from '../../../scenario/types.ts';
import { spmcVm } from '../../../trace/keys.ts';
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
