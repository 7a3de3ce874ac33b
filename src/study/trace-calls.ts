import { ForeignInterrupts } from '../abi/foreign-interrupt.ts';
import type { Frame } from '../abi/frame.ts';
import type { Trace } from '../trace/trace.ts';

/** One call of a trace with its reply, and the rows where they stand. */
export interface TraceCall {
  readonly row: number;
  /** The service where the call carries one, else the call's name. */
  readonly name: string;
  readonly call: Frame;
  /** null for a call that was never answered. */
  readonly reply: Frame | null;
  readonly replyRow: number | null;
}

/**
 * The calls of a trace in order, from row `from` on. Foreign interrupts are left out: the call and the last reply stand
 * for all of them (abi/foreign-interrupt.ts).
 */
export function traceCalls(trace: Trace, from = 0): readonly TraceCall[] {
  const calls: TraceCall[] = [];
  const at = new Map<number, number>();
  const interrupts = new ForeignInterrupts<number>();
  for (const e of trace.rows(from)) {
    if (e.kind === 'call') {
      const resumed = interrupts.resumed(e.w);
      at.set(e.row, resumed ?? calls.length);
      if (resumed === undefined)
        calls.push({ row: e.row, name: e.service ?? e.name, call: e.w, reply: null, replyRow: null });
    }
    if (e.kind !== 'return') continue;
    const index = at.get(e.of);
    const call = index === undefined ? undefined : calls[index];
    if (index === undefined || call === undefined) continue;
    calls[index] = { ...call, reply: e.w, replyRow: e.row };
    const asked = trace.row(e.of);
    if (asked.kind === 'call') interrupts.replied(asked.w, e.w, index);
  }
  return calls;
}

/**
 * The rows in which the calls of a trace begin, in order, foreign interrupts left out. Nothing of a call is kept: for
 * recordings of a million rows.
 */
export function* callRows(trace: Trace): Generator<number> {
  /** By the row of a call that has no reply yet: the row in which it began. */
  const open = new Map<number, number>();
  const interrupts = new ForeignInterrupts<number>();
  for (const e of trace.rows()) {
    if (e.kind === 'call') {
      const resumed = interrupts.resumed(e.w);
      open.set(e.row, resumed ?? e.row);
      if (resumed === undefined) yield e.row;
    }
    if (e.kind !== 'return') continue;
    const began = open.get(e.of);
    open.delete(e.of);
    const asked = began === undefined ? null : trace.row(e.of);
    if (began !== undefined && asked?.kind === 'call') interrupts.replied(asked.w, e.w, began);
  }
}
