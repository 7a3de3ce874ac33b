import { type FrameSaid, NOTHING_SAID } from '../abi/field.ts';
import { callSaid, replySaid } from '../abi/frame-said.ts';
import type { TraceEvent } from './event.ts';
import type { Trace } from './trace.ts';

/** What the registers of a row of this trace say, read now: for traces that keep no answer. */
export function saidIn(trace: Pick<Trace, 'length' | 'row'>, e: TraceEvent): FrameSaid {
  if (e.kind === 'call') return callSaid(e.w);
  if (e.kind !== 'return') return NOTHING_SAID;
  const call = e.of >= 0 && e.of < trace.length ? trace.row(e.of) : null;
  return replySaid(call?.kind === 'call' ? call.w : [], e.w);
}
