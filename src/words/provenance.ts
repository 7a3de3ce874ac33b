import { upperBound } from '../base/search.ts';
import type { Change } from '../trace/event.ts';
import type { History } from '../trace/history.ts';
import type { Trace } from '../trace/trace.ts';
import { theActor, writer } from './event-text.ts';
import { type IdState, idLabel, idTransition } from './ids.ts';
import { valueText } from './value-text.ts';

/** How something in the world came to be as it is: `id 3`, `free → bound`, by row 63, `the SPMC`. */
export interface Provenance {
  readonly name: string;
  readonly how: string;
  /** null: before the first row, or never. */
  readonly row: number | null;
  readonly who: string | null;
}

/** The last write of an id up to the cursor. */
export function idProvenance(trace: Trace, history: History, s: IdState): Provenance {
  const row = s.row === null || s.row < 0 ? null : s.row;
  return { name: idLabel(s), how: idTransition(history, s), row, who: whoWrote(trace, row) };
}

/** The last write of a cell up to `cursor`. `name` is what the panel calls it. */
export function cellProvenance(trace: Trace, history: History, key: string, name: string, cursor: number): Provenance {
  const writes = history.writesOf(key);
  const at = upperBound(writes, cursor, (row) => row) - 1;
  const row = writes[at];
  if (row === undefined) {
    const value = history.at(-1).get(key);
    return {
      name,
      how: `${valueText(key, value)}${value === undefined ? ', never written' : ' before the first row'}`,
      row: null,
      who: null,
    };
  }
  const mine = trace.row(row).changes.filter((c) => c.key === key);
  return { name, how: transition(key, mine), row, who: whoWrote(trace, row) };
}

/** A row may write a cell more than once: what counts is what it was before the row and after it. */
function transition(key: string, changes: readonly Change[]): string {
  const before = valueText(key, changes[0]?.before);
  const after = valueText(key, changes.at(-1)?.after);
  return `${before} → ${after}`;
}

function whoWrote(trace: Trace, row: number | null): string | null {
  if (row === null) return null;
  const who = writer(trace.row(row));
  return who === null ? null : theActor(who);
}
