import type { Fault, FaultSite } from '../sim/fault.ts';
import { FAULTABLE } from '../stack/functions.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { LIMITS } from './limits.ts';
import type { Scenario } from './types.ts';

/**
 * The scenario with one more fault. A fault at the same place is replaced. The new one wins: where an earlier one could
 * strike at the same occurrence it is put first, since of several that match the first listed strikes; else it is put
 * last, so that the others keep their numbers. Only a fault at a service stays above one at the call that carries it
 * (stack/linux/arm-ffa/conduit.ts). Throws RangeError above the limit of faults.
 */
export function addFault(scenario: Scenario, fault: Fault): Scenario {
  const same = scenario.faults.findIndex((f) => siteKey(f.at) === siteKey(fault.at));
  const others = scenario.faults.filter((_, i) => i !== same);
  if (others.length === LIMITS.faults) throw new RangeError(`a scenario has at most ${LIMITS.faults} faults`);
  if (others.some((f) => mayShadow(f.at, fault.at))) return { ...scenario, faults: [fault, ...others] };
  if (same < 0) return { ...scenario, faults: [...others, fault] };
  return { ...scenario, faults: others.toSpliced(same, 0, fault) };
}

/** The scenario without the fault at this index; unchanged where there is none. */
export function removeFault(scenario: Scenario, index: number): Scenario {
  return { ...scenario, faults: scenario.faults.filter((_, i) => i !== index) };
}

/** Could a fault at `a` strike at an occurrence that `b` names? */
function mayShadow(a: FaultSite, b: FaultSite): boolean {
  return (
    siteKind(a) === siteKind(b) &&
    siteName(a) === siteName(b) &&
    (a.nth === 'all' || b.nth === 'all' || a.nth === b.nth)
  );
}

const siteKind = (at: FaultSite): string => ('call' in at ? 'call' : 'service' in at ? 'service' : 'fn');
const siteName = (at: FaultSite): string => ('call' in at ? at.call : 'service' in at ? at.service : at.fn);
const siteKey = (at: FaultSite): string => `${siteKind(at)} ${siteName(at)} ${at.nth}`;

/**
 * Where a fault has to strike to change this row: its call (of a reply, the call that it answers), its function, or
 * its interrupt, with the number of the occurrence counted from the start of the run. null for a row that no fault
 * can be aimed at.
 */
export function siteOfRow(trace: Trace, row: number): FaultSite | null {
  const e = trace.row(row);
  const at = e.kind === 'return' ? e.of : e.kind === 'step' && e.enter !== null ? e.enter : row;
  const target = occurrence(trace.row(at));
  if (target === null) return null;
  let nth = 0;
  for (const other of trace.rows(0, at + 1)) if (occurrence(other)?.key === target.key) nth++;
  return { ...target.site, nth } as FaultSite;
}

/** What is counted at a row: a call, the beginning of a function, or an interrupt that is raised. */
function occurrence(e: TraceEvent): { readonly key: string; readonly site: object } | null {
  switch (e.kind) {
    case 'call':
      return { key: `call ${e.name}`, site: { call: e.name } };
    case 'enter':
      return functionSite(e);
    case 'step':
      return e.enter === null ? functionSite(e) : null;
    case 'irq':
      return e.phase === 'taken' ? null : { key: `call ${irqSite(e.irq)}`, site: { call: irqSite(e.irq) } };
    default:
      return null;
  }
}

function functionSite(e: { readonly who: string; readonly fn: string }): { key: string; site: object } | null {
  const qualified = `${e.who}:${e.fn}`;
  const fn = FAULTABLE.includes(qualified) ? qualified : e.fn;
  return FAULTABLE.includes(fn) ? { key: `fn ${fn}`, site: { fn } } : null;
}

const irqSite = (irq: string): string => (irq === 'SRI' || irq === 'NPI' ? irq : 'secure interrupt');
