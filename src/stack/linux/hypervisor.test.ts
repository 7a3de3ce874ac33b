import { expect, test } from 'vitest';
import { frame } from '../../abi/frame.ts';
import { error, success } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { spmcVm } from '../../trace/keys.ts';
import { idName, idStates, vmsWithBitmap } from '../../words/ids.ts';
import { passedOn } from './hypervisor.ts';

const VM = 5;
const by = (vm: number, ...w: readonly (number | string)[]) => ({ do: 'smc', w, vm });
const CREATE = by(VM, '0x8400007d', 0, 2);
const BIND = by(VM, '0x8400007f', '0x80010000', 0, '0x8');

function made(...actions: readonly object[]) {
  const parsed = parseScenario({ v: 1, secure: 'hafnium', partitions: 2, actions });
  if (!parsed.ok) throw new Error(`${parsed.error.where}: ${parsed.error.what}`);
  const r = run(parsed.value);
  const own = [...r.trace.rows()].filter((e) => e.ctx === `VM ${VM}`);
  return { r, own };
}

test.each([
  ['the receiver of BIND', frame(0x8400_007fn, 0x8001_0000n, 0n, 8n), frame(0x8400_007fn, 0x8001_0005n, 0n, 8n)],
  ['what the VM has written there itself', frame(0x8400_0082n, 0x1_0009n, 1n), frame(0x8400_0082n, 0x1_0005n, 1n)],
  ['the sender of a message', frame(0xc400_006fn, 0x8001n), frame(0xc400_006fn, 0x5_8001n)],
  ['a fragment', frame(0x8400_007bn, 1n, 0n, 16n, 0n), frame(0x8400_007bn, 1n, 0n, 16n, 0x5_0000n)],
  ['a call without a place for it', frame(0x8400_0064n, 2n), frame(0x8400_0064n, 2n)],
])('a hypervisor names the VM: %s', (_, call, expected) => {
  expect(passedOn(call, VM)).toEqual(expected);
});

test('another VM has a bitmap, ids and rows of its own', () => {
  const { r, own } = made({ do: 'boot' }, CREATE, BIND);
  expect(own.flatMap((e) => (e.kind === 'return' ? [e.w] : []))).toEqual([success(), success()]);
  const world = r.history.at(r.trace.length - 1);
  expect(vmsWithBitmap(world)).toEqual([0, VM]);
  expect(world.get(spmcVm(VM).bound)).toBe(8n);
  const id = idStates(r.trace, r.history, world, r.trace.length - 1, VM)[3];
  expect(id === undefined ? '' : idName(id)).toMatch(
    /^id 3 of VM 5, bound by VM 5, OP-TEE \(0x8001\) may signal it to VM 5, written by row \d+$/,
  );
});

test('a partition signals another VM: Linux is told of it, and the VM gets it', () => {
  const bind = by(VM, '0x8400007f', '0x80020000', 0, '0x8');
  const set = { do: 'sp', id: '0x8002', smc: ['0x84000081', '0x80020005', 0, 8] };
  const { r, own } = made({ do: 'boot' }, CREATE, bind, set, by(VM, '0x84000082', 0, 1));
  const told = [...r.trace.rows()].find(
    (e) => e.kind === 'return' && e.name !== '' && e.w[0] === 0xc400_0061n && e.w[3] === 5n,
  );
  expect(told).toBeDefined();
  expect(own.findLast((e) => e.kind === 'return')).toMatchObject({ w: success(8n) });
});

test('a VM without a bitmap may bind nothing', () => {
  const { own } = made({ do: 'boot' }, BIND);
  expect(own.findLast((e) => e.kind === 'return')).toMatchObject({ w: error(FFA_STATUS.INVALID_PARAMETERS) });
});
