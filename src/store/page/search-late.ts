import { restOf } from '../../layout/rest-of-rows.ts';
import type { Trace } from '../../trace/trace.ts';
import { shownTrace } from '../shown.ts';
import type { GetState, SetState } from '../state.ts';
import { nearestRow } from './find-rows.ts';

/** Folds what was not found, or shows everything again. */
export function showFoundOnly(on: boolean, set: SetState, get: GetState): void {
  const { search } = get();
  const trace = shownTrace(get());
  if (search === null || trace === null) return;
  const folds = on && search.of === trace && search.rows.length > 0 ? restOf(search.rows, trace.length) : [];
  set({ folds: folds.length === 0 ? null : { of: trace, lines: folds }, timeScale: false });
}

/** Goes to the nearest row of `query`, or of a breakpoint where there is none; says so where there is no such row: false. */
export async function runToRow(
  trace: Trace,
  direction: 1 | -1,
  query: string | undefined,
  wanted: () => boolean,
  set: SetState,
  get: GetState,
): Promise<boolean> {
  const queries = query === undefined ? get().breaks : [query];
  const to = await nearestRow(trace, queries, get().cursor, direction, wanted);
  if (!wanted()) return false;
  set({ playing: false });
  if (to !== null) {
    get().seek(to);
    return true;
  }
  const where = direction > 0 ? 'later' : 'earlier';
  set({ notFound: queries.length === 0 ? 'No breakpoint is set.' : `There is no ${where} breakpoint.` });
  return false;
}
