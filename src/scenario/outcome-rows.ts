import { hex } from '../base/bits.ts';
import type { CallEvent, ReturnEvent, TraceEvent } from '../trace/event.ts';
import type { Outcome } from './types.ts';

// What of an outcome stands in the rows alone, and is long: the page reads it again from them where somebody asks.

/** What the driver did, in order: the functions of probe and remove that it called, what with, and what came back. */
export function stepsOf(rows: Iterable<TraceEvent>): Outcome['steps'] {
  const steps: Outcome['steps'][number][] = [];
  for (const e of rows)
    if (e.kind === 'step' && e.who === 'optee-driver' && e.depth === 0 && isInDriver(e))
      steps.push([e.fn, e.args, e.rc]);
  return steps;
}

/**
 * Steps of the bottom half or of a client are the driver's too, but no part of probe or remove; and what the shutdown of the
 * old kernel undoes is no remove that the scenario asks for (golden: v7.3/exit_noasync_kexec_probe).
 */
const isInDriver = (e: TraceEvent): boolean =>
  e.stack.includes('optee_ffa_probe') || (e.stack.includes('optee_ffa_remove') && !e.stack.includes('device_shutdown'));

/** Calls in order, each with its reply. */
export function framesOf(rows: Iterable<TraceEvent>): Outcome['frames'] {
  const calls: CallEvent[] = [];
  const replies = new Map<number, ReturnEvent>();
  for (const e of rows) {
    if (e.kind === 'call') calls.push(e);
    if (e.kind === 'return') replies.set(e.of, e);
  }
  return calls.map((c) => [c.w.map(hex), replies.get(c.row)?.w.map(hex) ?? null] as const);
}
