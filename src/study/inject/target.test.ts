import { describe, expect, it } from 'vitest';
import { frame } from '../../abi/frame.ts';
import type { RowBase, TraceEvent } from '../../trace/event.ts';
import { MemoryTrace } from '../../trace/memory-trace.ts';
import { targetAt } from './target.ts';

let next = 0;
const base = (): RowBase => ({
  row: next++,
  at: 0,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: [],
  cause: null,
  why: 'x',
  src: 'linux/x',
  fault: null,
  action: 0,
  changes: [],
});
const call = (name: string, service: string | null = null): TraceEvent => ({
  ...base(),
  kind: 'call',
  from: 'arm_ffa',
  to: 'spmc',
  via: [],
  w: frame(1n),
  name,
  service,
});
const reply = (of: number): TraceEvent => ({
  ...base(),
  kind: 'return',
  from: 'spmc',
  to: 'arm_ffa',
  via: [],
  w: frame(2n),
  name: 'FFA_SUCCESS',
  service: null,
  of,
});
const enter = (fn: string): TraceEvent => ({
  ...base(),
  kind: 'enter',
  from: 'optee-driver',
  who: 'optee-driver',
  to: 'arm_ffa',
  fn,
  args: {},
  depth: 0,
});
const step = (
  fn: string,
  rc: number | 'ok' | null,
  at: number | null = null,
  who: 'optee-driver' | 'arm_ffa' = 'optee-driver',
): TraceEvent => ({
  ...base(),
  kind: 'step',
  who,
  to: who,
  fn,
  args: {},
  rc,
  depth: 0,
  enter: at,
});
const log = (): TraceEvent => ({ ...base(), kind: 'log', who: 'optee-driver', level: 'info', text: 'optee: x' });
const irq = (name: string, phase: 'raised' | 'taken'): TraceEvent => ({
  ...base(),
  kind: 'irq',
  from: 'spmc',
  to: 'arm_ffa',
  irq: name,
  intid: 8,
  phase,
});

const TRACE = MemoryTrace.of([
  call('FFA_MSG_SEND_DIRECT_REQ', 'GET_API_VERSION'), // 0
  reply(0),
  step('kzalloc', 'ok'), // 2
  enter('notify_request'), // 3
  step('kzalloc', 'ok', null, 'arm_ffa'), // 4
  call('FFA_NOTIFICATION_BIND'), // 5
  reply(5),
  step('notify_request', -13, 3), // 7
  enter('notify_request'), // 8
  call('FFA_NOTIFICATION_BIND'), // 9
  reply(9),
  step('notify_request', 0, 8), // 11
  call('FFA_MSG_SEND_DIRECT_REQ', 'ENABLE_ASYNC_NOTIF'), // 12
  log(), // 13
  step('kfree', null), // 14
  irq('secure UART', 'raised'), // 15
  irq('SRI', 'raised'), // 16
  irq('SRI', 'taken'), // 17
  step('kzalloc', 'ok'), // 18
  enter('notify_request'), // 19, hangs
]);

const at = (row: number): unknown => {
  const r = targetAt(TRACE, row);
  return r.ok ? r.value.at : r.error.what;
};

describe('targetAt', () => {
  it('aims at the call, from the call and from its reply', () => {
    expect(at(9)).toEqual({ call: 'FFA_NOTIFICATION_BIND', nth: 2 });
    expect(at(10)).toEqual({ call: 'FFA_NOTIFICATION_BIND', nth: 2 });
    const r = targetAt(TRACE, 9);
    expect(r.ok && r.value.kind === 'message' && r.value.reply?.row).toBe(10);
  });

  it('aims at the service that a direct message carries', () => {
    expect(at(1)).toEqual({ service: 'GET_API_VERSION', nth: 1 });
    expect(at(12)).toEqual({ service: 'ENABLE_ASYNC_NOTIF', nth: 1 });
    const r = targetAt(TRACE, 12);
    expect(r.ok && r.value.kind === 'message' && r.value.reply).toBeNull();
  });

  it('counts a function where it begins, from either end', () => {
    expect(at(3)).toEqual({ fn: 'notify_request', nth: 1 });
    expect(at(7)).toEqual({ fn: 'notify_request', nth: 1 });
    expect(at(11)).toEqual({ fn: 'notify_request', nth: 2 });
    expect(at(19)).toEqual({ fn: 'notify_request', nth: 3 });
  });

  it('tells the FF-A core’s kzalloc from the driver’s', () => {
    expect(at(4)).toEqual({ fn: 'arm_ffa:kzalloc', nth: 1 });
    expect(at(18)).toEqual({ fn: 'kzalloc', nth: 2 });
  });

  it('counts interrupts that were raised', () => {
    expect(at(16)).toEqual({ call: 'SRI', nth: 1 });
    expect(at(17)).toEqual({ call: 'SRI', nth: 1 });
    expect(at(15)).toEqual({ call: 'secure interrupt', nth: 1 });
  });

  it('says why nothing can be injected', () => {
    expect(at(13)).toBe('Row 13 is a line of the log.');
    expect(at(14)).toBe('kfree() cannot be made to fail.');
    expect(at(99)).toBe('There is no row 99.');
  });
});
