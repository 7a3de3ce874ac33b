import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import type { Run, Scenario } from '../scenario/types.ts';
import type { TraceEvent } from '../trace/event.ts';
import { contextFacts } from './context-facts.ts';

const of = (more: Partial<Scenario>): Run =>
  run({ ...DEFAULTS, actions: [{ do: 'probe' }, { do: 'notify', cpu: 1 }], ...more });
const v612 = of({});
const v1 = of({ driver: 'v1' });
const find = (r: Run, is: (e: TraceEvent) => boolean): TraceEvent => ensure([...r.trace.rows()].find(is), 'the row');
const told = (r: Run, e: TraceEvent): Record<string, string> =>
  Object.fromEntries(contextFacts(r.trace, r.history.at(e.row), e).map((f) => [f.term, f.text]));

describe('may it sleep here', () => {
  test('a process without a lock may', () => {
    expect(told(v612, v612.trace.row(0))).toEqual({ 'May sleep': 'yes', Holds: 'no lock' });
  });

  test('not under the write lock that 6.12 holds over BIND', () => {
    const bind = find(v612, (e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_BIND');
    expect(told(v612, bind)).toEqual({
      'May sleep': 'no: it holds notify_lock (write)',
      Holds: 'notify_lock (write)',
    });
  });

  test('not in a hard interrupt, in an IPI, or in the handler of OP-TEE', () => {
    expect(
      told(
        v612,
        find(v612, (e) => e.ctxKind === 'hardirq'),
      )['May sleep'],
    ).toMatch(/^no: .*hard interrupt/);
    expect(
      told(
        v1,
        find(v1, (e) => e.ctxKind === 'ipi'),
      )['May sleep'],
    ).toMatch(/^no: .*IPI/);
    expect(
      told(
        v612,
        find(v612, (e) => e.ctxKind === 'secure-atomic'),
      )['May sleep'],
    ).toMatch(/exception masked/);
  });

  test('a thread of OP-TEE may, unless Linux called it from where it may not', () => {
    const half = (r: Run): TraceEvent => find(r, (e) => e.kind === 'enter' && e.fn === 'yielding_console_notif');
    expect(told(v612, half(v612))['May sleep']).toMatch(/^yes, by an RPC/);
    expect(told(v1, half(v1))['May sleep']).toMatch(/^no: it runs in an IPI/);
  });

  test('what an OP-TEE thread locks is held by the row that runs it', () => {
    const reads = find(v612, (e) => e.kind === 'step' && e.fn === 'read_console');
    expect(told(v612, reads).Holds).toBe('notif_mutex');
  });

  test('preemption that is off without a lock is a reason, too', () => {
    const here = of({ driver: 'v1', actions: [{ do: 'probe' }, { do: 'notify' }] });
    const callback = find(here, (e) => e.kind === 'enter' && e.fn === 'notif_callback');
    expect(callback.ctxKind).toBe('worker');
    expect(told(here, callback)['May sleep']).toBe('no: preemption is off');
  });
});
