import type { Scenario } from '../../scenario/types.ts';
import { type DriverRevision, REVISION_IDS } from '../../stack/linux/revisions.ts';
import { align } from '../../study/align.ts';
import type { Trace } from '../../trace/trace.ts';
import type { ScopeState } from '../state.ts';
import type { Future } from './session.ts';

/** Two drivers that are compared, in the order in which they stand side by side. */
export type DriverNames = readonly [DriverRevision, DriverRevision];

/** The same scenario on two drivers, each a future of what is open. */
export interface DriverPair {
  readonly a: Future;
  readonly b: Future;
}

/** The driver of a scenario and the one before it in the list of revisions; the first one stands beside its successor. */
export function neighbours(driver: DriverRevision): DriverNames {
  const at = Math.max(REVISION_IDS.indexOf(driver), 1);
  return [REVISION_IDS[at - 1] ?? driver, REVISION_IDS[at] ?? driver];
}

/** Is this the same scenario but for the driver? Futures share what an edit did not touch. */
const sameBut = (a: Scenario, b: Scenario): boolean =>
  (Object.keys(a) as (keyof Scenario)[]).every((field) => field === 'driver' || a[field] === b[field]);

/** The newest future that is the open scenario on this driver, the open one among them. */
function futureOn(s: Pick<ScopeState, 'current' | 'futures'>, driver: DriverRevision): Future | undefined {
  const { current, futures } = s;
  if (current === null || current.run.scenario.driver === driver) return current ?? undefined;
  return futures.findLast(
    ({ run: { scenario } }) => scenario.driver === driver && sameBut(scenario, current.run.scenario),
  );
}

/** The futures of the open scenario on these two drivers; null where one is not there yet. */
export function driverPair(s: Pick<ScopeState, 'current' | 'futures'>, [a, b]: DriverNames): DriverPair | null {
  const pair = { a: futureOn(s, a), b: futureOn(s, b) };
  return pair.a === undefined || pair.b === undefined ? null : { a: pair.a, b: pair.b };
}

/**
 * Makes the futures of the open scenario that are not there yet, with the same actions, faults and choices, one for each of
 * these drivers. The one that is made last is shown, forked from the one that was shown before.
 */
export function compareDrivers(get: () => ScopeState, names: DriverNames): void {
  for (const driver of names)
    if (get().current !== null && futureOn(get(), driver) === undefined) get().edit({ driver }, `Driver ${driver}`);
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
