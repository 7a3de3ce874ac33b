import type { FaultSite } from '../sim/fault.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { injectionGroups } from '../study/inject/injections.ts';
import { type Target, targetAt } from '../study/inject/target.ts';
import type { Trace } from '../trace/trace.ts';
import { type Answer, answerLost, answerOf } from './answers.ts';

/** A place of a run where something can fail: one occurrence of a call, a service, a function or an interrupt. */
export interface Site {
  readonly at: FaultSite;
  /** `FFA_NOTIFICATION_BIND`, `tee_device_register` */
  readonly name: string;
  readonly kind: Target['kind'];
  /** Which of its name it is in the run, from 1. */
  readonly nth: number;
  /** The action that it belongs to. */
  readonly action: number;
  /** The row of the run without the fault. */
  readonly row: number;
}

/** Every place where something can fail, in the order of the rows; `from`: rows before it are left out. */
export function sitesOf(trace: Trace, from = 0): readonly (readonly [Site, Target])[] {
  const sites: (readonly [Site, Target])[] = [];
  const seen = new Set<string>();
  for (const e of trace.rows(from)) {
    const found = targetAt(trace, e.row);
    if (!found.ok) continue;
    const target = found.value;
    const { at, kind, nth, row } = target;
    // The row of an answer or of an end is that of its call or its beginning.
    if (row < from) continue;
    const name = 'call' in at ? at.call : 'service' in at ? at.service : at.fn;
    const key = `${kind} ${name} ${nth}`;
    if (seen.has(key)) continue;
    seen.add(key);
    sites.push([{ at, name, kind, nth, action: trace.row(row).action, row }, target]);
  }
  return sites;
}

/**
 * Every answer that is tried at a place: those that this secure world gives, those that FF-A allows and it never gives,
 * those that nobody may give, a late one, one after a preemption, and one that is lost. Not tried is that no answer ever
 * comes or that the secure world stops there: whoever calls waits then, whatever Linux does.
 */
export function answersAt(target: Target, secure: SecureWorldId): readonly Answer[] {
  const answers: Answer[] = [];
  for (const { kind, injections } of injectionGroups(target, secure))
    for (const { label, cause, act } of injections)
      if ('fault' in act && !('drop' in act.fault.do) && !('crash' in act.fault.do))
        answers.push(answerOf(target, kind, label, cause, act.fault));
  const lost = answerLost(target);
  return lost === null ? answers : [...answers, lost];
}
