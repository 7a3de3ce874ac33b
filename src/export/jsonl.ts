import type { Change, TraceEvent } from '../trace/event.ts';
import { jsonLine, jsonStateLine } from '../trace/jsonl.ts';
import { takenRows } from './selection.ts';
import { type Choice, isWhole, type Subject } from './subject.ts';

/** One event a line, as it can be opened again. A reply that is taken brings its call: alone it says nothing. */
export function* jsonLines(s: Subject, c: Choice): Iterable<string> {
  const rows = withCalls(s, c);
  if (!c.state) {
    for (const e of rows) yield jsonLine(e);
    return;
  }
  // Rows that are left out write cells, too: the next one that is taken has them.
  let next = 0;
  for (const e of rows) {
    yield jsonStateLine(e, next === 0 ? worldBefore(s, e) : e.row === next ? e.changes : changesOf(s, next, e.row + 1));
    next = e.row + 1;
  }
}

function withCalls(s: Subject, c: Choice): Iterable<TraceEvent> {
  if (isWhole(s, c)) return takenRows(s, c);
  const rows = [...takenRows(s, c)];
  const has = new Set(rows.map((e) => e.row));
  const calls = new Set(
    rows.flatMap((e) => (e.kind === 'return' && e.of >= 0 && e.of < s.trace.length && !has.has(e.of) ? [e.of] : [])),
  );
  if (calls.size === 0) return rows;
  return [...rows, ...[...calls].map((row) => s.trace.row(row))].sort((a, b) => a.row - b.row);
}

/** The whole world after the first row, as if it had written it. */
function worldBefore({ history }: Subject, first: TraceEvent): readonly Change[] {
  return [...history.at(first.row).under('')].map(([key, { value }]) => ({ key, before: undefined, after: value }));
}

function changesOf({ trace }: Subject, from: number, end: number): readonly Change[] {
  const last = new Map<string, Change>();
  for (const e of trace.rows(from, end))
    for (const c of e.changes) last.set(c.key, { ...c, before: last.has(c.key) ? last.get(c.key)?.before : c.before });
  return [...last.values()];
}
