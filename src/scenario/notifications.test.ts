import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bitList } from '../base/bits.ts';
import type { StepEvent, ViolationEvent } from '../trace/event.ts';
import { OPTEE, SPMC } from '../trace/keys.ts';
import { run } from './run.ts';
import { parseScenario } from './schema.ts';
import type { Run, Scenario } from './types.ts';

const scenario = (json: Record<string, unknown>): Scenario => {
  const parsed = parseScenario({ v: 1, ...json });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
};
const runOf = (json: Record<string, unknown>): Run => run(scenario(json));
const steps = (r: Run, fn: string): StepEvent[] =>
  [...r.trace.rows()].filter((e): e is StepEvent => e.kind === 'step' && e.fn === fn);
const violations = (r: Run, rule: string): ViolationEvent[] =>
  [...r.trace.rows()].filter((e): e is ViolationEvent => e.kind === 'violation' && e.rule === rule);
const frames = (r: Run, w0: string): Run['outcome']['frames'] => r.outcome.frames.filter(([call]) => call[0] === w0);
const BIND = '0x8400007f';
const UNBIND = '0x84000080';
const GET = '0x84000082';
const INFO_GET = '0xc4000083';
const numbers = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const probe = { do: 'probe' };
const notify = { do: 'notify' };
const remove = { do: 'remove' };

describe('one notification', () => {
  test("v6.12 fetches in the core's worker and runs the bottom half in its own", () => {
    const r = runOf({ actions: [probe, notify] });
    const [callback] = steps(r, 'notif_callback');
    const [half] = steps(r, 'optee_do_bottom_half');
    expect(callback?.ctxKind).toBe('worker');
    expect(callback?.stack).toContain('ffa_sched_recv_irq_work_fn');
    expect(half?.ctxKind).toBe('worker');
    expect(half?.stack).toEqual(['notif_work_fn']);
    expect(r.outcome.violations).toEqual([]);
  });

  test('v1 on the core of its time is called with interrupts off, and sleeps there', () => {
    const r = runOf({ driver: 'v1', actions: [probe, notify] });
    const broken = violations(r, 'I23');
    expect(broken.some((v) => v.text.includes('notif_callback → optee_do_bottom_half → mutex_lock'))).toBe(true);
    expect(steps(r, 'smp_call_function_single')).toHaveLength(1);
  });

  test('v1 and v6.12 with the same choices: only v1 breaks the rule', () => {
    const choices = [1, 0, 1];
    const actions = [probe, { ...notify, cpu: 1 }];
    expect(violations(runOf({ driver: 'v1', actions, choices }), 'I23').length).toBeGreaterThan(0);
    expect(violations(runOf({ driver: 'v6.12', actions, choices }), 'I23')).toEqual([]);
  });

  test("an event for another CPU than the caller's is an IPI in v1", () => {
    const r = runOf({ driver: 'v1', actions: [probe, { ...notify, cpu: 1 }] });
    const [callback] = steps(r, 'notif_callback');
    expect([callback?.ctxKind, callback?.cpu]).toEqual(['ipi', 0]);
  });

  test('on CPU 1 the vCPU stands in w1 of GET', () => {
    const r = runOf({ actions: [probe, { ...notify, cpu: 1 }] });
    expect(frames(r, GET).map(([call]) => call[1])).toEqual(['0x10000']);
  });
});

describe('several notifications', () => {
  test('five sends before one GET are one bottom half, and none is lost', () => {
    const together = Array.from({ length: 4 }, () => ({ ...notify, with: 'previous' }));
    const r = runOf({ actions: [probe, notify, ...together] });
    expect(steps(r, 'notif_send_async')).toHaveLength(5);
    expect(frames(r, GET)).toHaveLength(1);
    expect(steps(r, 'optee_do_bottom_half')).toHaveLength(1);
    const last = Math.max(...steps(r, 'notif_send_async').map((e) => e.row));
    expect(steps(r, 'optee_do_bottom_half')[0]?.enter).toBeGreaterThan(last);
    expect(r.history.at(r.trace.length - 1).get(SPMC.pending)).toBe(0n);
  });

  test('a lost interrupt leaves the bit pending, and then UNBIND is refused', () => {
    const faults = [{ at: { call: 'SRI' }, do: 'lose' }];
    const r = runOf({ actions: [probe, notify, remove], faults });
    expect(frames(r, UNBIND)[0]?.[1]?.[2]).toBe('0xfffffffa');
    expect(r.outcome.leaks).toContain('ffa_notify_binding:id 0');
    expect(violations(r, 'I1')).toHaveLength(1);
  });
});

describe('trouble as it really is', () => {
  const round = [probe, notify, remove];
  const lose = (nth: number) => ({ at: { call: 'SRI', nth }, do: 'lose' });

  test('unbind while pending: the next probe takes id 1, and GET returns 2 (recorded: i6)', () => {
    const r = runOf({ actions: [...round, notify, probe, notify], faults: [lose(1)] });
    expect(frames(r, BIND).map(([call, reply]) => [call[3], reply?.[2]])).toEqual([
      ['0x1', '0x0'],
      ['0x1', '0xfffffffa'],
      ['0x2', '0x0'],
    ]);
    expect(frames(r, GET).at(-1)?.[1]?.[2]).toBe('0x2');
  });

  test('sixty-four such rounds end at "all taken"', () => {
    // Each round leaks one id; the notification after it clears what is pending.
    const actions = Array.from({ length: 65 }, () => [...round]).flat();
    const faults = Array.from({ length: 64 }, (_, i) => lose(i + 1));
    const r = run({ ...scenario({ faults }), actions: scenario({ actions: actions.slice(0, 195) }).actions });
    expect(r.outcome.leaks.filter((l) => l.startsWith('ffa_notify_binding'))).toHaveLength(64);
    expect(r.outcome.log.at(-2)).toBe('optee: Failed to initialize async notifications: -13');
    expect(bitList(r.history.at(r.trace.length - 1).get(SPMC.bound) as bigint)).toHaveLength(64);
  });

  test('after remove the event is fetched and nobody is called (recorded: f2)', () => {
    const r = runOf({ actions: [probe, remove, notify] });
    expect(frames(r, GET)[0]?.[1]?.[2]).toBe('0x1');
    expect(steps(r, 'notif_callback')).toEqual([]);
    expect(violations(r, 'I8')).toHaveLength(1);
  });

  test('an event before the value is written is lost (I6)', () => {
    const base = runOf({ actions: [probe, remove, probe] });
    const bound = [...base.trace.rows()].filter(
      (e) => e.kind === 'return' && e.changes.some((c) => c.key === SPMC.bound),
    );
    const second = bound.at(-1)?.row ?? 0;
    // The worker of the other CPU runs before insmod comes to its next line: one choice at the right moment.
    const lost = numbers(40).some((n) => {
      const choices = [...numbers(n).map(() => 0), 1];
      const r = runOf({ actions: [probe, remove, probe, { ...notify, cpu: 1, after: second }], choices });
      return violations(r, 'I6').length > 0;
    });
    expect(lost).toBe(true);
  });

  test('relinquish is no barrier: a callback begins after it (I7), but not in the driver as it should be', () => {
    // The remove comes at the row where the worker has looked the callback up and not yet called it.
    const over = (driver: string): number => {
      const [found] = steps(runOf({ driver, actions: [probe, notify] }), 'notifier_hash_node_get');
      const r = runOf({ driver, actions: [probe, notify, { ...remove, after: found?.row ?? 0 }] });
      expect(steps(r, 'notify_relinquish')).toHaveLength(1);
      return violations(r, 'I7').length;
    };
    expect(over('v6.12')).toBeGreaterThan(0);
    expect(over('fixed')).toBe(0);
  });

  test('reloading the core with events coming: OP-TEE panics (recorded: i7)', () => {
    const r = runOf({ actions: [probe, remove, { do: 'unload' }, { do: 'boot' }, notify] });
    expect(violations(r, 'PANIC')).toHaveLength(1);
    expect(r.history.at(r.trace.length - 1).get(OPTEE.panic)).toMatch(/do_bottom_half_value >= 0/);
    expect(r.outcome.hang).toMatch(/OP-TEE, which has panicked/);
  });

  test('kexec: the buffers are still mapped, so the new kernel has no FF-A at all', () => {
    const r = runOf({ actions: [probe, { do: 'kexec' }] });
    expect(r.outcome.frames.at(-1)?.[1]?.[2]).toBe('0xfffffffa');
    const log = [...r.trace.rows()].flatMap((e) => (e.kind === 'log' ? [e.text] : []));
    expect(log.at(-1)).toBe('ARM FF-A: failed to register FFA RxTx buffers');
  });
});

describe('the driver as it should be', () => {
  test('stops OP-TEE, drains, and holds nothing', () => {
    const r = runOf({ driver: 'fixed', actions: [probe, notify, remove, notify] });
    expect(r.outcome.leaks).toEqual([]);
    expect(r.outcome.violations).toEqual([]);
    expect(frames(r, INFO_GET)).toHaveLength(1);
    expect(r.history.at(r.trace.length - 1).get(OPTEE.notifStarted)).toBe(false);
  });

  test('a probe that fails at any function holds nothing and hangs nowhere', () => {
    const names = ['tee_device_register', 'optee_invoke_func', 'device_register', 'create_workqueue', 'teedev_open'];
    for (const fn of names)
      for (const nth of [1, 2]) {
        const r = runOf({ driver: 'fixed', faults: [{ at: { fn, nth }, do: { errno: 'ENOMEM' } }] });
        expect([fn, nth, r.outcome.leaks, r.outcome.hang]).toEqual([fn, nth, [], null]);
      }
  });
});

describe('threads of OP-TEE', () => {
  const waiting = (key: number, extra: object = {}) => ({ do: 'sync-wait', key, ...extra });

  test('the third call with two threads waits, and repeats the same w3 to w6', () => {
    const r = runOf({
      threads: 2,
      cpus: 4,
      actions: [
        probe,
        waiting(65),
        waiting(66, { with: 'previous' }),
        { do: 'session', with: 'previous' },
        { do: 'sync-send', key: 65, with: 'previous' },
      ],
    });
    const busy = r.outcome.frames.filter(([, reply]) => reply?.[3] === '0xffff000d');
    expect(busy.length).toBeGreaterThan(0);
    const [call] = busy[0] as [readonly string[], unknown];
    const again = r.outcome.frames.filter(([c]) => c.slice(3, 7).join() === call.slice(3, 7).join());
    expect(steps(r, 'optee_cq_wait_for_completion').length + (r.outcome.hang === null ? 0 : 1)).toBeGreaterThan(0);
    expect(again.length).toBeGreaterThan(0);
  });

  test('a wait on a key ends when the key is sent, in Linux, on behalf of the thread', () => {
    const r = runOf({ cpus: 2, actions: [probe, waiting(70), { do: 'sync-send', key: 70, with: 'previous' }] });
    expect(r.outcome.hang).toBeNull();
    expect(steps(r, 'optee_notif_wait').map((e) => e.rc)).toEqual([0]);
    expect(steps(r, 'optee_notif_send').map((e) => e.rc)).toEqual([0]);
  });

  test('nobody waits: the key is latched, and the next wait returns at once', () => {
    const r = runOf({ actions: [probe, { do: 'sync-send', key: 70 }, waiting(70)] });
    expect(r.outcome.hang).toBeNull();
    expect(steps(r, 'wait_for_completion')).toEqual([]);
  });

  test('a time-out is TEE_ERROR_TIMEOUT to OP-TEE', () => {
    const r = runOf({ actions: [probe, waiting(70, { timeout: 100 })] });
    expect(steps(r, 'optee_notif_wait').map((e) => e.rc)).toEqual([-110]);
  });

  test('nobody ever sends: the task waits for ever, and the run says so', () => {
    const r = runOf({ actions: [probe, waiting(70)] });
    expect(r.outcome.hang).toMatch(/waiter waits for ever: somebody to send key 70/);
  });

  test('every suspended thread is resumed by the one task that left it', () => {
    const action = fc.oneof(
      fc.constant({ do: 'session' }),
      fc.constant({ do: 'load-ta' }),
      fc.record({ do: fc.constant('notify'), cpu: fc.nat({ max: 1 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(action, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 3 }), { maxLength: 60 }),
        (list, choices) => {
          const r = run(
            scenario({
              cpus: 2,
              threads: 2,
              actions: [probe, ...list.map((a) => ({ ...a, with: 'previous' }))],
              choices,
            }),
            20_000,
          );
          const owner = new Map<string, string>();
          for (const e of r.trace.rows()) {
            if (e.kind === 'call' && e.service === 'YIELDING_CALL_RESUME')
              expect(owner.get(String(e.w[7]))).toBe(e.ctx);
            if (e.kind === 'return' && e.service?.startsWith('YIELDING') && e.w[3] === 0n && e.w[4] !== 0n)
              owner.set(String(e.w[7]), e.ctx);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('properties of delivery', () => {
  test('no pending bit is lost while its id is bound and an interrupt can arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ do: fc.constant('notify'), cpu: fc.nat({ max: 1 }) }), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat({ max: 1 }), { maxLength: 80 }),
        (events, choices) => {
          const actions = [probe, ...events.map((e, i) => (i === 0 ? e : { ...e, with: 'previous' }))];
          const r = runOf({ actions, choices });
          const sends = steps(r, 'notif_send_async').map((e) => e.enter ?? e.row);
          const halves = steps(r, 'optee_do_bottom_half').map((e) => e.enter ?? e.row);
          expect(sends).toHaveLength(events.length);
          expect(halves.length).toBeLessThanOrEqual(sends.length);
          expect(Math.max(...halves)).toBeGreaterThan(Math.max(...sends));
          expect(r.history.at(r.trace.length - 1).get(SPMC.pending)).toBe(0n);
        },
      ),
      { numRuns: 60 },
    );
  });
});
