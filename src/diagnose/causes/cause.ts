import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';

/** A scenario as it is written in JSON (README, "Scenario"): this folder cannot run it, the caller reads and runs it. */
export type ScenarioJson = { readonly [field: string]: unknown };

/** How to find the row that fails in the run of a cause's scenario; `nth` from 1, -1 for the last. */
export type RowMatch =
  | { readonly reply: string; readonly nth: number }
  | { readonly step: string; readonly rc: number }
  | { readonly log: string }
  | { readonly violation: string };

/** One thing that leads to a message. */
export interface Cause {
  /** `ids-all-bound`: stable, for links and tests. */
  readonly id: string;
  /** A few words: `All 64 ids are bound`. */
  readonly title: string;
  /** What happens, in two or three sentences, the register that shows it included. */
  readonly because: string;
  /** What to look at, or to do, next. */
  readonly next: string;
  /** Files and functions at a version, or a recording. */
  readonly source: string;
  /** Was it seen on a machine, or read in the source? */
  readonly seen: 'on a machine' | 'in the source';
  /** A run that shows it; null where the model has no such thing. */
  readonly scenario: ScenarioJson | null;
  /** The row of that run where it goes wrong. */
  readonly row: RowMatch | null;
  /** Where the pasted text holds this as well, the cause comes first. */
  readonly evidence?: RegExp;
}

/** A message that people paste, with what can lead to it. */
export interface Symptom {
  readonly id: string;
  /** How it is recognised in one line of text. */
  readonly matches: RegExp;
  /** What the message says, in words; may use what was matched. */
  readonly meaning: (m: RegExpExecArray) => string;
  /** The most likely first. */
  readonly causes: (m: RegExpExecArray) => readonly Cause[];
}

/** The row that `match` describes; null when the trace has none. */
export function findRow(trace: Trace, match: RowMatch): number | null {
  if ('reply' in match) {
    const rows = rowsWhere(trace, (e) => e.kind === 'return' && answers(trace, e.of, match.reply));
    return rows.at(match.nth < 0 ? match.nth : match.nth - 1) ?? null;
  }
  const is = (e: TraceEvent): boolean => {
    if ('step' in match) return e.kind === 'step' && e.fn === match.step && e.rc === match.rc;
    if ('log' in match) return e.kind === 'log' && e.text.includes(match.log);
    return e.kind === 'violation' && e.rule === match.violation;
  };
  return rowsWhere(trace, is)[0] ?? null;
}

/** Is this row the call of that name, or does it carry that service? */
function answers(trace: Trace, row: number, name: string): boolean {
  const e = trace.row(row);
  return e.kind === 'call' && (e.name === name || e.service === name);
}

function rowsWhere(trace: Trace, is: (e: TraceEvent) => boolean): number[] {
  const rows: number[] = [];
  for (const e of trace.rows()) if (is(e)) rows.push(e.row);
  return rows;
}
