import { describe, expect, it } from 'vitest';
import { FFA_INTERRUPT, FFA_RUN } from '../abi/ffa-call.ts';
import { frame } from '../abi/frame.ts';
import { directRequest, directResponse, GET_API_VERSION } from '../abi/optee-service.ts';
import type { TraceEvent } from '../trace/event.ts';
import { MemoryTrace } from '../trace/memory-trace.ts';
import { zeroCheck } from './checks.ts';
import { exchangeAt } from './exchange.ts';
import { CALL, REFUSED, REPLY } from './refused.fixture.ts';

describe('exchangeAt', () => {
  it('hides the reply at the call, and shows both at the reply', () => {
    expect(exchangeAt(REFUSED, CALL)).toMatchObject({ call: { row: 1 }, reply: null });
    expect(exchangeAt(REFUSED, REPLY)).toMatchObject({
      call: { row: 1, decoded: { name: 'FFA_NOTIFICATION_BIND' } },
      reply: { row: 2, decoded: { name: 'FFA_ERROR', failed: true } },
    });
  });

  it('shows a reply whose call is not in the trace', () => {
    const alone = MemoryTrace.of([{ ...REPLY, row: 0, of: -1 }]);
    expect(exchangeAt(alone, { ...REPLY, row: 0, of: -1 })).toMatchObject({ call: null, reply: { row: 0 } });
  });

  it('reads the reply to FFA_RUN as the answer to the call that was interrupted', () => {
    const ask = directRequest(GET_API_VERSION.request({}), 0, 0x8001);
    const events: TraceEvent[] = [
      { ...CALL, row: 0, w: ask, name: 'FFA_MSG_SEND_DIRECT_REQ' },
      { ...REPLY, row: 1, of: 0, w: FFA_INTERRUPT.encode({ target: 0x8001, vcpu: 0 }), name: 'FFA_INTERRUPT' },
      { ...CALL, row: 2, w: FFA_RUN.encode({ target: 0x8001, vcpu: 0 }), name: 'FFA_RUN' },
      {
        ...REPLY,
        row: 3,
        of: 2,
        w: directResponse(ask, GET_API_VERSION.response({ major: 1, minor: 0 })),
        name: 'FFA_MSG_SEND_DIRECT_RESP',
      },
    ];
    const last = events[3];
    if (last?.kind !== 'return') throw new Error('the last row is the reply');
    expect(exchangeAt(MemoryTrace.of(events), last).reply?.decoded.service).toBe('GET_API_VERSION');
  });
});

describe('zeroCheck', () => {
  it('says which registers must be zero and are', () => {
    const side = exchangeAt(REFUSED, CALL).call;
    if (side === null) throw new Error('a call');
    expect(zeroCheck(side.decoded)).toBe('w5 to w7 must be zero, and they are.');
  });

  it('says nothing of a register that is not zero', () => {
    const bad = { ...CALL, w: frame(...CALL.w.with(6, 1n)) };
    const side = exchangeAt(MemoryTrace.of([{ ...bad, row: 0 }]), { ...bad, row: 0 }).call;
    if (side === null) throw new Error('a call');
    expect(zeroCheck(side.decoded)).toBe('w5, w7 must be zero, and they are.');
    expect(side.decoded.problems.length).toBeGreaterThan(0);
  });
});
