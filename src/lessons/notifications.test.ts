import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { bitList } from '../base/bits.ts';
import { run } from '../scenario/run.ts';
import type { Run } from '../scenario/types.ts';
import type { StepEvent } from '../trace/event.ts';
import { CORE, DRIVER, OPTEE, SPMC, syncKey } from '../trace/keys.ts';
import { galleryScenario } from './gallery.ts';

const GET = '0x84000082';
const INFO_GET = '0xc4000083';
const BIND = '0x8400007f';
const UNBIND = '0x84000080';
const runOf = (name: string): Run => run(ensure(galleryScenario(name), name));
const steps = (r: Run, fn: string): StepEvent[] =>
  [...r.trace.rows()].filter((e): e is StepEvent => e.kind === 'step' && e.fn === fn);
const frames = (r: Run, w0: string): Run['outcome']['frames'] => r.outcome.frames.filter(([call]) => call[0] === w0);
const atEnd = (r: Run, key: string) => r.history.at(r.trace.length - 1).get(key);
const rules = (r: Run): string[] => [...new Set(r.outcome.violations.map((v) => v.rule))];

describe('what each lesson about notifications claims', () => {
  test('7: one event, one INFO_GET, one GET with the CPU in w1, one bottom half in a worker', () => {
    const r = runOf('notification');
    expect(frames(r, INFO_GET).map(([, reply]) => reply?.slice(2, 4))).toEqual([['0x80', '0x0']]);
    expect(frames(r, GET).map(([call, reply]) => [call[1], reply?.[2]])).toEqual([['0x0', '0x1']]);
    expect(steps(r, 'optee_do_bottom_half').map((e) => [e.ctxKind, e.stack])).toEqual([['worker', ['notif_work_fn']]]);
    expect(steps(r, 'read_console')).toHaveLength(1);
    expect(atEnd(r, SPMC.pending)).toBe(0n);
    expect(frames(runOf('notification-cpu1'), GET).map(([call]) => call[1])).toEqual(['0x10000']);
  });

  test('8: the asynchronous way needs no waiting task, the synchronous one no notification call', () => {
    const async = runOf('two-ways-async');
    const sync = runOf('two-ways-sync');
    expect(frames(async, GET)).toHaveLength(1);
    expect(steps(async, 'optee_notif_wait')).toEqual([]);
    expect(frames(sync, GET)).toEqual([]);
    expect(steps(sync, 'optee_notif_wait').map((e) => [e.ctx, e.cpu, e.rc])).toEqual([['waiter', 0, 0]]);
    expect(steps(sync, 'optee_notif_send').map((e) => [e.ctx, e.cpu])).toEqual([['sender', 1]]);
    expect(atEnd(runOf('two-ways-nobody-waits'), syncKey(64))).toBe('latched');
    expect(runOf('two-ways-nobody-sends').outcome.hang).toMatch(/waiter waits for ever: somebody to send key 64/);
  });

  test('9: five sends, one GET, one bottom half that begins after the last of them', () => {
    const r = runOf('coalescing');
    const sends = steps(r, 'notif_send_async');
    expect(sends).toHaveLength(5);
    expect(frames(r, GET)).toHaveLength(1);
    const halves = steps(r, 'optee_do_bottom_half');
    expect(halves).toHaveLength(1);
    expect(halves[0]?.enter).toBeGreaterThan(Math.max(...sends.map((e) => e.row)));
  });

  test('11: v1 sleeps in the IPI and its chain says so; v6.12 with the same actions and choices does not', () => {
    const [v1, v612] = [runOf('sleeping'), runOf('sleeping-v6.12')];
    expect(v612.scenario).toEqual({ ...v1.scenario, driver: 'v6.12', title: v612.scenario.title });
    expect(rules(v612)).toEqual([]);
    expect(steps(v1, 'notif_callback').map((e) => [e.ctxKind, e.cpu])).toEqual([['ipi', 0]]);
    expect(
      v1.outcome.violations.some((v) => v.text.endsWith('notif_callback → optee_do_bottom_half → mutex_lock')),
    ).toBe(true);
  });

  test('13: UNBIND is DENIED, id 0 stays bound, the next probe takes id 1 and GET answers 2', () => {
    const r = runOf('unbind-pending');
    expect(frames(r, UNBIND).map(([, reply]) => reply?.[2])).toEqual(['0xfffffffa']);
    expect(frames(r, BIND).map(([call, reply]) => [call[3], reply?.[2]])).toEqual([
      ['0x1', '0x0'],
      ['0x1', '0xfffffffa'],
      ['0x2', '0x0'],
    ]);
    expect(frames(r, GET).map(([, reply]) => reply?.[2])).toEqual(['0x1', '0x2']);
    expect(atEnd(r, DRIVER.bottomHalfValue)).toBe(1);
  });

  test('13: after 64 rounds every id is taken', () => {
    const r = runOf('unbind-pending-64');
    expect(bitList(atEnd(r, SPMC.bound) as bigint)).toHaveLength(64);
    expect(r.outcome.log).toContain('optee: Failed to initialize async notifications: -13');
    expect(r.missedFaults).toEqual([]);
  });

  test('14: the event is fetched and dropped; the driver as it should be stops OP-TEE first', () => {
    const r = runOf('after-remove');
    expect(frames(r, GET).map(([, reply]) => reply?.[2])).toEqual(['0x1']);
    expect(steps(r, 'notif_callback')).toEqual([]);
    expect(steps(r, 'read_console')).toEqual([]);
    expect(atEnd(r, OPTEE.notifStarted)).toBe(true);
    const fixed = runOf('after-remove-fixed');
    expect(rules(fixed)).toEqual([]);
    expect(frames(fixed, GET)).toEqual([]);
    expect(atEnd(fixed, OPTEE.notifStarted)).toBe(false);
  });

  test('18: the event becomes a latched key 0, and no bottom half runs', () => {
    const r = runOf('too-early');
    expect(steps(r, 'optee_do_bottom_half')).toEqual([]);
    expect(atEnd(r, syncKey(0))).toBe('latched');
    expect(atEnd(r, DRIVER.bottomHalfValue)).toBe(0);
  });

  test('19: the callback is called after the remove has ended; a core that waits has no such row', () => {
    const r = runOf('no-barrier');
    const removed = ensure(steps(r, 'ffa_device_remove')[0], 'the remove').row;
    expect(r.outcome.violations.every((v) => v.row > removed)).toBe(true);
    expect(rules(runOf('no-barrier-fixed'))).toEqual([]);
  });

  test('23: RXTX_MAP is DENIED and there is no FF-A; with the buffers unmapped BITMAP_CREATE is', () => {
    const r = runOf('kexec');
    expect(r.outcome.frames.at(-1)?.map((f) => f?.slice(0, 3))).toEqual([
      ['0xc4000066', expect.any(String), expect.any(String)],
      ['0x84000060', '0x0', '0xfffffffa'],
    ]);
    expect(atEnd(r, CORE.state)).toBe('failed');
    const bitmap = runOf('kexec-bitmap');
    expect(frames(bitmap, '0x8400007d').map(([, reply]) => reply?.[2])).toEqual(['0xfffffffa']);
    expect(bitmap.outcome.log).toContain('optee: Failed to initialize async notifications: -95');
  });

  test('24: id 36 is bound, given back, and the walk ends with -22 though ids are free', () => {
    const r = runOf('one-bucket');
    expect(frames(r, BIND)).toHaveLength(37);
    expect(
      frames(r, BIND)
        .at(-1)
        ?.map((f) => f?.slice(0, 5)),
    ).toEqual([
      [BIND, '0x80010000', '0x0', '0x0', '0x10'],
      ['0x84000061', '0x0', '0x0', '0x0', '0x0'],
    ]);
    expect(frames(r, UNBIND).map(([call]) => call[4])).toEqual(['0x10']);
    expect(r.outcome.log).toContain('optee: Failed to initialize async notifications: -22');
    expect(r.outcome.bottom_half_value).toBe('U32_MAX');
  });
});
