import { decodeCall, decodeReply } from '../abi/decode.ts';
import type { Frame } from '../abi/frame.ts';
import type { CallEvent, ReturnEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { Exchange } from './registers.ts';

/**
 * The call at a row, or the reply with the call that it answers, decoded. At the call the reply is not shown, even
 * where the trace has it: the cursor is before it.
 */
export function exchangeAt(trace: Trace, e: CallEvent | ReturnEvent): Exchange {
  if (e.kind === 'call') return { call: { row: e.row, w: e.w, decoded: decodeCall(e.w) }, reply: null };
  const call = e.of >= 0 && e.of < trace.length ? trace.row(e.of) : null;
  // A recording that begins in the middle of a call has the reply alone.
  if (call?.kind !== 'call') return { call: null, reply: { row: e.row, w: e.w, decoded: decodeReply([], e.w) } };
  return {
    call: { row: call.row, w: call.w, decoded: decodeCall(call.w) },
    reply: { row: e.row, w: e.w, decoded: decodeReply(answered(trace, call), e.w) },
  };
}

/** FFA_RUN resumes a call that was interrupted, and its reply answers that one: the last other call of the context. */
function answered(trace: Trace, call: CallEvent): Frame {
  if (call.name !== 'FFA_RUN') return call.w;
  for (let row = call.row - 1; row >= 0; row--) {
    const e = trace.row(row);
    if (e.kind === 'call' && e.ctx === call.ctx && e.name !== 'FFA_RUN') return e.w;
  }
  return call.w;
}
