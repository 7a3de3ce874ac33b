import type { TraceEvent } from '../trace/event.ts';
import { RULES } from '../trace/invariants.ts';
import type { Trace } from '../trace/trace.ts';

/** A rule that a trace shows broken. */
export interface BrokenRule {
  readonly row: number;
  readonly rule: string;
  readonly text: string;
}

/**
 * Puts the rows of a trace, a run or a recording, against the rules of trace/invariants.ts: those that it says itself are
 * broken (the model's violations, the HANG that reading a recording found), and those whose check finds it in the
 * registers. The rows are given one by one and in order, so that whoever reads a long recording anyway reads it once.
 */
export class Invariants {
  readonly broken: BrokenRule[] = [];
  readonly #checks: readonly { readonly rule: string; readonly of: (e: TraceEvent) => string | null }[];

  constructor(trace: Trace) {
    this.#checks = RULES.flatMap(({ id, check }) => (check === undefined ? [] : [{ rule: id, of: check(trace) }]));
  }

  row(e: TraceEvent): void {
    if (e.kind === 'violation') this.broken.push({ row: e.row, rule: e.rule, text: e.text });
    for (const { rule, of } of this.#checks) {
      const text = of(e);
      if (text !== null) this.broken.push({ row: e.row, rule, text });
    }
  }
}
