import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import type { RowMatch } from './symptoms/symptom.ts';

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
