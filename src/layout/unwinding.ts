import { HELD_PREFIX } from '../trace/keys.ts';
import type { Trace } from '../trace/trace.ts';

/** The rows in which a function that fails undoes what it had done, and the errno that it ends with. */
export interface Unwinding {
  readonly first: number;
  readonly end: number;
  readonly rc: number;
}

/**
 * The unwinding of an action whose first function fails, among the rows `first` up to and without `end`; null where it
 * does not fail, or undoes nothing. The trace does not say where it begins. It is worked out: behind the first row that
 * answers with the errno of the whole, and after which nothing more is acquired.
 */
export function unwindingOf(trace: Trace, first: number, end: number): Unwinding | null {
  let last = -1;
  let rc = 0;
  for (const e of trace.rows(first, end))
    if (e.kind === 'step' && e.enter === first && typeof e.rc === 'number' && e.rc < 0) [last, rc] = [e.row, e.rc];
  if (last < 0) return null;
  let acquired = first;
  let released = false;
  for (const e of trace.rows(first, last))
    for (const c of e.changes) {
      if (!c.key.startsWith(HELD_PREFIX)) continue;
      if (c.after !== undefined) [acquired, released] = [e.row, false];
      else released = true;
    }
  if (!released) return null;
  let begins: number | null = null;
  for (const e of trace.rows(acquired, last)) {
    const failed = e.kind === 'step' && e.rc === rc;
    // The functions around the one that failed end first, each with its errno.
    if (begins === null ? failed : begins === e.row && failed && e.enter !== null) begins = e.row + 1;
  }
  return begins === null || begins >= last ? null : { first: begins, end: last, rc };
}
