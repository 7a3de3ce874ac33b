import type { Actor, CallEvent, EnterEvent, ReturnEvent, RowBase, StepEvent, TraceEvent } from './event.ts';
import { MemoryTrace } from './memory-trace.ts';

const frame = (...w: readonly bigint[]): readonly bigint[] => Array.from({ length: 8 }, (_, i) => w[i] ?? 0n);

// Rows for tests of what draws a trace: as small as they can be.

const base = (row: number): RowBase => ({
  row,
  at: row * 1000,
  cpu: 0,
  ctx: 'insmod',
  ctxKind: 'process',
  stack: [],
  cause: null,
  why: `Sentence ${row}`,
  src: null,
  fault: null,
  action: 0,
  changes: [],
});

/** A message from one lane to another. */
export const call = (row: number, from: Actor = 'arm_ffa', to: Actor = 'spmc'): CallEvent => ({
  ...base(row),
  kind: 'call',
  from,
  to,
  via: to === 'optee' ? ['spmd', 'spmc'] : ['spmd'],
  w: frame(0x8400_007fn, 0x8001_0000n, 0n, 8n),
  name: 'FFA_NOTIFICATION_BIND',
  service: null,
});

export const reply = (row: number, of: number, from: Actor = 'spmc', to: Actor = 'arm_ffa'): ReturnEvent => ({
  ...base(row),
  kind: 'return',
  from,
  to,
  via: ['spmd'],
  w: frame(0x8400_0061n),
  name: 'FFA_SUCCESS',
  service: null,
  of,
});

export const enter = (row: number, from: Actor, to: Actor, fn = 'notify_request'): EnterEvent => ({
  ...base(row),
  kind: 'enter',
  from,
  who: from,
  to,
  fn,
  args: { id: 3 },
  depth: 0,
});

export const step = (row: number, who: Actor, enterRow: number | null = null, rc: number | null = 0): StepEvent => ({
  ...base(row),
  kind: 'step',
  who,
  to: who,
  fn: 'kzalloc',
  args: {},
  rc,
  depth: 0,
  enter: enterRow,
});

export const traceOf = (...events: TraceEvent[]): MemoryTrace => MemoryTrace.of(events);
