import { align } from '../scenario/diff.ts';
import type { Scenario } from '../scenario/types.ts';
import type { DriverRevision } from '../stack/config.ts';
import type { Trace } from '../trace/trace.ts';
import type { Future } from './session.ts';
import type { ScopeState } from './state.ts';

/** The same scenario on the two drivers that were published, each a future of what is open. */
export interface DriverPair {
  readonly v1: Future;
  readonly v612: Future;
}

const PAIR: readonly DriverRevision[] = ['v1', 'v6.12'];

/** Is this the same scenario but for the driver? Futures share what an edit did not touch. */
const sameBut = (a: Scenario, b: Scenario): boolean =>
  (Object.keys(a) as (keyof Scenario)[]).every((field) => field === 'driver' || a[field] === b[field]);

/** The open future and one of the other published driver with the same scenario; null where there is none. */
export function driverPair(s: Pick<ScopeState, 'current' | 'futures'>): DriverPair | null {
  const { current, futures } = s;
  if (current === null || !PAIR.includes(current.run.scenario.driver)) return null;
  const mine = current.run.scenario;
  const other = futures.findLast(
    ({ run: { scenario } }) =>
      scenario.driver !== mine.driver && PAIR.includes(scenario.driver) && sameBut(scenario, mine),
  );
  if (other === undefined) return null;
  return mine.driver === 'v1' ? { v1: current, v612: other } : { v1: other, v612: current };
}

/**
 * Makes two futures of the open scenario, with the same actions, faults and choices: driver v1 and driver v6.12. The one
 * that is shown afterwards is forked from the other, so that whatever shows a future beside its parent shows these. Does
 * nothing where both are there.
 */
export function compareDrivers(get: () => ScopeState): void {
  const { current } = get();
  if (current === null || driverPair(get()) !== null) return;
  const missing = PAIR.filter((driver) => driver !== current.run.scenario.driver);
  for (const driver of missing) get().edit({ driver }, `Driver ${driver}`);
}

/** A line of two runs side by side: rows in which the same happens, rows that one has alone, or equal rows left out. */
export type PairLine =
  | { readonly kind: 'both' | 'only-a' | 'only-b'; readonly a: number | null; readonly b: number | null }
  | { readonly kind: 'fold'; readonly a: number; readonly b: number; readonly count: number };

/** Equal rows that stay before and after a difference. */
const AROUND = 2;

/**
 * Two runs as lines, long stretches of equal rows folded to one line each. Above `most` lines the rest is left out;
 * `left` says how many.
 */
export function sideBySide(
  a: Trace,
  b: Trace,
  most = 600,
): { readonly lines: readonly PairLine[]; readonly left: number } {
  const lines: PairLine[] = [];
  const stretches = align(a, b);
  stretches.forEach((s, i) => {
    if (s.kind !== 'both') {
      for (let n = 0; n < s.count; n++)
        lines.push({ kind: s.kind, a: s.kind === 'only-a' ? s.a + n : null, b: s.kind === 'only-b' ? s.b + n : null });
      return;
    }
    const head = i === 0 ? 0 : AROUND;
    const tail = i === stretches.length - 1 ? 0 : AROUND;
    const folded = s.count - head - tail;
    for (let n = 0; n < s.count; n++) {
      if (folded > 1 && n === head) lines.push({ kind: 'fold', a: s.a + n, b: s.b + n, count: folded });
      if (folded <= 1 || n < head || n >= head + folded) lines.push({ kind: 'both', a: s.a + n, b: s.b + n });
    }
  });
  return { lines: lines.slice(0, most), left: Math.max(lines.length - most, 0) };
}
