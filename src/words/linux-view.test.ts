import { describe, expect, it } from 'vitest';
import { frame } from '../abi/frame.ts';
import type { ReturnEvent, RowBase, TraceEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { enclosingEnd, errnoOfReply, rcText, unsaidErrno } from './linux-view.ts';

describe('errnoOfReply', () => {
  it('maps the status as Linux does', () => {
    expect(errnoOfReply(frame(0x84000060n, 0n, 0xffff_fffan))).toBe('DENIED −6 is −EACCES (−13)');
    expect(errnoOfReply(frame(0xc4000060n, 0n, 0xffff_fffen))).toBe('INVALID_PARAMETERS −2 is −EINVAL (−22)');
    expect(errnoOfReply(frame(0x84000060n))).toContain('success');
    expect(errnoOfReply(frame(0x84000061n))).toBeNull();
  });

  it('does not repeat what the sentence says', () => {
    const denied = frame(0x84000060n, 0n, 0xffff_fffan);
    expect(unsaidErrno(denied, 'No: −EACCES (−13).')).toBeNull();
    expect(unsaidErrno(denied, 'No.')).toBe('DENIED −6 is −EACCES (−13)');
  });
});

describe('enclosingEnd', () => {
  const base = (row: number, ctx = 'insmod'): RowBase => ({
    row,
    at: row,
    cpu: 0,
    ctx,
    ctxKind: 'process',
    stack: [],
    cause: null,
    why: 'x',
    src: 'x',
    fault: null,
    action: 0,
    changes: [],
  });
  const step = (row: number, fn: string, enter: number | null, ctx = 'insmod'): TraceEvent => ({
    ...base(row, ctx),
    kind: 'step',
    who: 'optee-driver',
    to: 'optee-driver',
    fn,
    args: {},
    rc: -13,
    depth: 0,
    enter,
  });
  const message = { from: 'arm_ffa', to: 'spmc', via: [], w: frame(1n), name: 'X', service: null } as const;
  const reply: ReturnEvent = { ...base(2), ...message, kind: 'return', of: 1 };
  const trace = (after: TraceEvent[]): MemoryTrace =>
    MemoryTrace.of([
      { ...base(0), kind: 'change', who: 'spmc' },
      { ...base(1), ...message, kind: 'call' },
      reply,
      ...after,
    ]);

  it('names the innermost function that began before the call', () => {
    const t = trace([
      step(3, 'inner_after', 3),
      step(4, 'other_context', 0, 'kworker'),
      step(5, 'notify_request', 0),
      step(6, 'probe', 0),
    ]);
    expect(enclosingEnd(t, reply)).toEqual({ fn: 'notify_request', rc: -13, row: 5 });
  });

  it('names none where none encloses it', () => {
    expect(enclosingEnd(trace([step(3, 'x', null)]), reply)).toBeNull();
  });
});

describe('rcText', () => {
  it('reads every kind of result', () => {
    expect([0, -13, 1, 'ok', null].map((rc) => rcText(rc as number | 'ok' | null))).toEqual([
      '0',
      '−EACCES (−13)',
      '1',
      'ok',
      'nothing',
    ]);
  });
});
