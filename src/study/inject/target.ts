import { ensure } from '../../base/assert.ts';
import { fail, ok, type Result } from '../../base/result.ts';
import { siteOfRow } from '../../scenario/fork.ts';
import type { FaultSite } from '../../sim/fault.ts';
import type { Actor, CallEvent, EnterEvent, IrqEvent, ReturnEvent, StepEvent, TraceEvent } from '../../trace/event.ts';
import { replyOf } from '../../trace/replies.ts';
import { stepEnding } from '../../trace/step-ends.ts';
import type { Trace } from '../../trace/trace.ts';

/** What a fault can be aimed at from a row. `nth` counts as the run counts: from the first row, from 1. */
export type Target =
  | {
      readonly kind: 'message';
      /** The row of the call. */
      readonly row: number;
      readonly call: CallEvent;
      /** null where the run has no answer to it. */
      readonly reply: ReturnEvent | null;
      readonly at: FaultSite;
      readonly nth: number;
    }
  | {
      readonly kind: 'function';
      /** The row where the function begins. */
      readonly row: number;
      readonly fn: string;
      readonly who: Actor;
      /** null in a run that never came to its end. */
      readonly step: StepEvent | null;
      readonly at: FaultSite;
      readonly nth: number;
    }
  | {
      readonly kind: 'interrupt';
      readonly row: number;
      readonly irq: IrqEvent;
      readonly at: FaultSite;
      readonly nth: number;
    };

const REMEDY = 'Select a call, a reply or a function.';

/**
 * What can be injected at `row`: the call (or the call that a reply answers), the function, or the interrupt there.
 * Errors: a row at which nothing can fail, with the row's kind.
 */
export function targetAt(trace: Trace, row: number): Result<Target> {
  if (row < 0 || row >= trace.length) return fail(`There is no row ${row}.`, '', REMEDY);
  const e = trace.row(row);
  if (e.src === null && e.kind !== 'irq')
    return fail('A recording cannot be changed.', '', 'Open its scenario in the model.');
  switch (e.kind) {
    case 'call':
      return ok(message(trace, e));
    case 'return': {
      const call = trace.row(e.of);
      return call.kind === 'call' ? ok(message(trace, call)) : fail(`Row ${e.of} is no call.`, '', REMEDY);
    }
    case 'enter':
    case 'step': {
      const t = functionAt(trace, e);
      return t === null ? fail(`${e.fn}() cannot be made to fail.`, '', REMEDY) : ok(t);
    }
    case 'irq': {
      const irq = e.phase === 'taken' ? raisedBefore(trace, e) : e;
      if (irq === null) return fail(`Row ${row} takes an interrupt that no row raises.`, '', REMEDY);
      const at = siteOf(trace, irq.row);
      return ok({ kind: 'interrupt', row: irq.row, irq, at, nth: nthOf(at) });
    }
    case 'log':
      return fail(`Row ${row} is a line of the log.`, '', REMEDY);
    case 'change':
      return fail(`Row ${row} is a change of state.`, '', REMEDY);
    case 'choice':
      return fail(`Row ${row} is a choice of the scheduler.`, '', REMEDY);
    case 'violation':
      return fail(`Row ${row} is a broken rule.`, '', REMEDY);
  }
}

/** A message is aimed at by the OP-TEE service that it carries, else by its FF-A name. */
function message(trace: Trace, call: CallEvent): Target {
  const { service, row } = call;
  const at: FaultSite =
    service === null ? siteOf(trace, row) : { service, nth: count(trace, row, (e) => carries(e, service)) };
  return { kind: 'message', row, call, reply: replyOf(trace, row), at, nth: nthOf(at) };
}

/** A service is counted when its message is sent, and when a fault answered sync_send_receive in its place. */
const carries = (e: TraceEvent, service: string): boolean =>
  (e.kind === 'call' && e.service === service) ||
  (e.kind === 'step' &&
    e.enter === null &&
    e.fault !== null &&
    e.fn === 'sync_send_receive' &&
    e.args.service === service);

/** null for a function without a result, or one whose failure is not modelled. */
function functionAt(trace: Trace, e: EnterEvent | StepEvent): Target | null {
  const row = e.kind === 'step' && e.enter !== null ? e.enter : e.row;
  const at = siteOfRow(trace, row);
  if (at === null) return null;
  const step = e.kind === 'step' ? e : stepEnding(trace, e.row);
  return { kind: 'function', row, fn: e.fn, who: e.who, step, at, nth: nthOf(at) };
}

const siteOf = (trace: Trace, row: number): FaultSite => ensure(siteOfRow(trace, row), `site of row ${row}`);

/** A site that was counted in a trace names one occurrence. */
const nthOf = (at: FaultSite): number => (at.nth === 'all' ? 1 : at.nth);

/** The row that raised the interrupt which is taken here: the last one of its name before it. */
function raisedBefore(trace: Trace, taken: IrqEvent): IrqEvent | null {
  for (let row = taken.row - 1; row >= 0; row--) {
    const e = trace.row(row);
    if (e.kind === 'irq' && e.irq === taken.irq && e.phase !== 'taken') return e;
  }
  return null;
}

function count(trace: Trace, upTo: number, counts: (e: TraceEvent) => boolean): number {
  let n = 0;
  for (const e of trace.rows(0, upTo + 1)) if (counts(e)) n++;
  return n;
}
