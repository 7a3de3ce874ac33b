import { FFA_NOTIFICATION_BIND } from '../abi/ffa-call.ts';
import { error } from '../abi/reply.ts';
import type { CallEvent, EnterEvent, LogEvent, ReturnEvent, RowBase, StepEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';

// A notify_request that is refused, as tests of the inspector need it: enter, call, reply, step, log.

const base = (row: number, why: string): RowBase => ({
  row,
  at: row * 500,
  cpu: 1,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: ['optee_ffa_probe', 'notify_request'],
  cause: row === 0 ? null : 0,
  why,
  src: 'linux/x',
  fault: null,
  action: 0,
  changes: [],
});
const lanes = { via: ['spmd'], service: null } as const;

export const ENTER: EnterEvent = {
  ...base(0, 'Find an id'),
  kind: 'enter',
  from: 'optee-driver',
  who: 'optee-driver',
  to: 'arm_ffa',
  fn: 'notify_request',
  args: { notify_id: 3, is_per_vcpu: false },
  depth: 0,
};
export const CALL: CallEvent = {
  ...base(1, 'May it?'),
  ...lanes,
  kind: 'call',
  from: 'arm_ffa',
  to: 'spmc',
  name: 'FFA_NOTIFICATION_BIND',
  w: FFA_NOTIFICATION_BIND.encode({ sender: 0x8001, receiver: 0, flags: 0, idsLow: 8, idsHigh: 0 }),
};
export const REPLY: ReturnEvent = {
  ...base(2, 'No.'),
  ...lanes,
  kind: 'return',
  from: 'spmc',
  to: 'arm_ffa',
  name: 'FFA_ERROR',
  w: error(-6),
  of: 1,
};
export const STEP: StepEvent = {
  ...base(3, 'Find an id'),
  kind: 'step',
  who: 'optee-driver',
  to: 'arm_ffa',
  fn: 'notify_request',
  args: ENTER.args,
  rc: -13,
  depth: 0,
  enter: 0,
};
export const LOG: LogEvent = {
  ...base(4, 'It says so'),
  kind: 'log',
  who: 'optee-driver',
  level: 'error',
  text: 'optee: Failed to initialize async notifications: -13',
};

export const REFUSED = MemoryTrace.of([ENTER, CALL, REPLY, STEP, LOG]);
