import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';

/** The row that something is said about; null where the trace has none. */
export type FindRow = (trace: Trace) => number | null;

/** The `nth` row (from 1) for which `is` holds. */
export function nthRow(is: (e: TraceEvent) => boolean, nth = 1): FindRow {
  return (trace) => {
    let left = nth;
    for (const e of trace.rows()) if (is(e) && --left === 0) return e.row;
    return null;
  };
}

/** The nth call of this name, or the nth message that carries this service. */
export const callOf = (name: string, nth = 1): FindRow =>
  nthRow((e) => e.kind === 'call' && (e.name === name || e.service === name), nth);

/** The first such call in the action with this index. */
export const callIn = (action: number, name: string): FindRow =>
  nthRow((e) => e.action === action && e.kind === 'call' && (e.name === name || e.service === name));

/** The answer to that call. */
export function replyTo(name: string, nth = 1): FindRow {
  const call = callOf(name, nth);
  return (trace) => {
    const row = call(trace);
    return row === null ? null : nthRow((e) => e.kind === 'return' && e.of === row)(trace);
  };
}

/** The beginning of the nth function by this name that has rows between its begin and its end. */
export const enterOf = (fn: string, nth = 1): FindRow => nthRow((e) => e.kind === 'enter' && e.fn === fn, nth);

/** The nth time that this interrupt is raised. */
export const irqOf = (irq: string, nth = 1): FindRow => nthRow((e) => e.kind === 'irq' && e.irq === irq, nth);

/** The nth row in which this rule is broken. */
export const violationOf = (rule: string, nth = 1): FindRow =>
  nthRow((e) => e.kind === 'violation' && e.rule === rule, nth);

/** The nth end of this function. */
export const stepOf = (fn: string, nth = 1): FindRow => nthRow((e) => e.kind === 'step' && e.fn === fn, nth);

/** The first line of the log that contains this text. */
export const logWith = (text: string): FindRow => nthRow((e) => e.kind === 'log' && e.text.includes(text));
