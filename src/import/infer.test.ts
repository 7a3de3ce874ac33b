import { expect, test } from 'vitest';
import { History } from '../trace/history.ts';
import { CORE, DRIVER, OPTEE, SPMC, U32_MAX } from '../trace/keys.ts';
import type { World } from '../trace/world.ts';
import { opened, traceText } from './fixtures/files.ts';

const end = async (text: string): Promise<World> => {
  const { trace } = await opened(text);
  return new History(trace).at(trace.length - 1);
};

test('core init: versions, the bitmap, the interrupt', async () => {
  const w = await end(traceText('a-core-init'));
  expect(w.get(CORE.version)).toBe('1.1');
  expect(w.get(CORE.bitmapCreated)).toBe(true);
  expect(w.get(SPMC.initialized)).toBe(true);
  expect(w.get(SPMC.rxtx)).toBe(true);
  // The INTID is in the reply of FEATURES; Linux's own number of the interrupt is nowhere in these calls.
  expect(w.get(CORE.sriIrq)).toBeUndefined();
  expect(w.get(CORE.npiIrq)).toBeUndefined();
  expect(w.get(SPMC.bound)).toBeUndefined();
});

test('a probe: capabilities, the id, the argument page', async () => {
  const w = await end(traceText('b-probe'));
  expect(w.get(DRIVER.state)).toBe('bound');
  expect(w.get(DRIVER.secCaps)).toBe(7);
  expect(w.get(DRIVER.rpcParamCount)).toBe(4);
  expect(w.get(DRIVER.bottomHalfValue)).toBe(0);
  expect(w.get(SPMC.doBottomHalfValue)).toBe(0);
  expect(w.get(OPTEE.notifStarted)).toBe(true);
  expect(w.get(SPMC.bound)).toBe(1n);
  expect([...w.under(SPMC.shmPrefix)].map(([key]) => key)).toEqual([SPMC.shm(0x1000_0000_0000n)]);
  // The recording begins after the core: what was there before is not known.
  expect(w.get(SPMC.initialized)).toBeUndefined();
});

test('ids that are denied are bound by somebody else', async () => {
  const { trace } = await opened(traceText('e-bound-3'));
  const history = new History(trace);
  const enabled = [...trace.rows()].find((e) => e.kind === 'return' && e.service === 'ENABLE_ASYNC_NOTIF');
  const w = history.at(enabled?.row ?? 0);
  expect(w.get(SPMC.bound)).toBe(0b1111n);
  expect(w.get(DRIVER.bottomHalfValue)).toBe(3);
  expect(history.writesOf(SPMC.bound).length).toBeGreaterThan(3);
});

test('UNBIND of a pending id leaves it bound and pending, and GET clears it', async () => {
  const { trace } = await opened(traceText('i6-unbind-while-pending'));
  const history = new History(trace);
  const rows = [...trace.rows()];
  const denied = rows.find((e) => e.kind === 'return' && e.w[2] === 0xffff_fffan);
  expect(history.at(denied?.row ?? 0).get(SPMC.pending)).toBe(1n);
  expect(history.at(denied?.row ?? 0).get(SPMC.bound)).toBe(1n);
  const fetched = rows.find((e) => e.kind === 'return' && e.row > (denied?.row ?? 0) && e.w[2] === 1n);
  expect(history.at(fetched?.row ?? 0).get(SPMC.pending)).toBe(0n);
});

test('OP-TEE threads that are left wait for RESUME', async () => {
  const { trace } = await opened(traceText('g3-user-ta-load'));
  const history = new History(trace);
  const rows = [...trace.rows()];
  const interrupted = rows.find((e) => e.kind === 'return' && e.w[4] === 2n);
  expect(history.at(interrupted?.row ?? 0).get(OPTEE.thread(0))).toBe('suspended, an interrupt, cli-73');
  expect(history.at((interrupted?.row ?? 0) + 2).get(OPTEE.thread(0))).toBe('active, cli-73');
  expect(history.at(trace.length - 1).get(OPTEE.thread(0))).toBe('free');
});

test('without an interrupt the driver has no id', async () => {
  const w = await end(traceText('i10-gicv2-probe'));
  expect(w.get(DRIVER.state)).toBe('bound');
  expect(w.get(DRIVER.bottomHalfValue)).toBe(U32_MAX);
  expect(w.get(SPMC.bound)).toBeUndefined();
});

test('every change says what was there before it', async () => {
  for (const name of ['b-probe', 'c-remove', 'f-async-wd', 'i6-unbind-while-pending']) {
    const cells = new Map<string, unknown>();
    const { trace } = await opened(traceText(name));
    for (const e of trace.rows())
      for (const c of e.changes) {
        expect(c.before).toBe(cells.get(c.key));
        cells.set(c.key, c.after);
      }
    expect(cells.size).toBeGreaterThan(0);
  }
});
