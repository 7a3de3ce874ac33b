import { bits, idSet } from '../base/bits.ts';
import type { CallEvent, ReturnEvent, TraceEvent } from './event.ts';
import { DRIVER } from './keys.ts';
import type { Trace } from './trace.ts';

/**
 * The check of a rule: is given the rows of a trace in order, and says of each in what way it breaks the rule, or null.
 * Made anew for each trace. What is said here needs only what crossed the registers, so it holds for a recording as for
 * a run. What came before the first row is not known: only what is bound and shared in the trace counts.
 */
export type Check = (trace: Trace) => (e: TraceEvent) => string | null;

/**
 * I1: an id that the driver bound outlives it. Not decided until remove returns, or the next probe begins. One that is
 * refused to be unbound stays bound; a driver that asks for it holds it, wherever it was bound.
 */
export const unbindsItsIds: Check = (trace) => {
  let owned = 0n;
  return (e) => {
    const a = answered(trace, e);
    if (a?.call.name === 'FFA_NOTIFICATION_BIND' && a.good && a.driver) owned |= idsOf(a.call);
    if (a?.call.name === 'FFA_NOTIFICATION_UNBIND') {
      if (a.good) owned &= ~idsOf(a.call);
      else if (a.driver) owned |= idsOf(a.call);
    }
    if (coreBegins(e)) owned = 0n;
    if (owned === 0n || !driverGone(e)) return null;
    const text = `The driver is gone, and ${named(owned)} that it bound stays bound.`;
    owned = 0n;
    return text;
  };
};

/** I8: OP-TEE signals an id that was unbound in the trace and not bound again. */
export const signalsBoundIds: Check = (trace) => {
  let unbound = 0n;
  return (e) => {
    const a = answered(trace, e);
    if (a === null || !a.good) return null;
    if (a.call.name === 'FFA_NOTIFICATION_BIND') unbound &= ~idsOf(a.call);
    if (a.call.name === 'FFA_NOTIFICATION_UNBIND') unbound |= idsOf(a.call);
    if (a.call.name !== 'FFA_NOTIFICATION_GET') return null;
    const wrong = (word(a.reply, 2) | (word(a.reply, 3) << 32n)) & unbound;
    return wrong === 0n ? null : `OP-TEE signals ${named(wrong)}, unbound in this recording and not bound again.`;
  };
};

/** I9: memory that the driver shared outlives it. */
export const reclaimsItsMemory: Check = (trace) => {
  const shared = new Set<bigint>();
  return (e) => {
    const a = answered(trace, e);
    if (a?.good) {
      if (a.call.name === 'FFA_MEM_SHARE' && a.driver) shared.add(word(a.reply, 2) | (word(a.reply, 3) << 32n));
      if (a.call.name === 'FFA_MEM_RECLAIM') shared.delete(word(a.call, 1) | (word(a.call, 2) << 32n));
    }
    if (coreBegins(e)) shared.clear();
    if (shared.size === 0 || !driverGone(e)) return null;
    const handles = [...shared].map((h) => `0x${h.toString(16)}`).join(', ');
    shared.clear();
    return `The driver is gone, and the memory ${handles} that it shared is not given back.`;
  };
};

interface Answered {
  readonly call: CallEvent;
  readonly reply: ReturnEvent;
  /** Did it succeed? */
  readonly good: boolean;
  /** Did the OP-TEE driver ask? */
  readonly driver: boolean;
}

/** A reply with its call; null for every other row. */
function answered(trace: Trace, reply: TraceEvent): Answered | null {
  const call = reply.kind === 'return' && reply.of >= 0 ? trace.row(reply.of) : null;
  if (reply.kind !== 'return' || call?.kind !== 'call') return null;
  return { call, reply, good: reply.name === 'FFA_SUCCESS', driver: call.stack.some((fn) => fn.startsWith('optee')) };
}

/**
 * Is the driver gone: has remove returned, or the probe failed? A driver that asks for the version begins its probe: the
 * one before it is gone, whether or not its end was seen. The core gives its buffers back when no device is left.
 */
const driverGone = (e: TraceEvent): boolean =>
  (e.kind === 'call' && (e.service === 'GET_API_VERSION' || e.name === 'FFA_RXTX_UNMAP')) ||
  e.changes.some(
    (c) => c.key === DRIVER.state && (c.after === 'unbound' || (ENDING.has(c.before) && c.after === undefined)),
  );

/** What a driver is before it is nothing; a bound one that is nothing all at once belonged to another kernel. */
const ENDING: ReadonlySet<unknown> = new Set(['probing', 'removing']);

/** A core that asks for the version of FF-A has just begun: the kernel may be another, and its predecessor owes it nothing. */
const coreBegins = (e: TraceEvent): boolean => e.kind === 'call' && e.name === 'FFA_VERSION';

const idsOf = (call: CallEvent): bigint => word(call, 3) | (word(call, 4) << 32n);
const word = (e: CallEvent | ReturnEvent, register: number): bigint => bits(e.w[register] ?? 0n, 31, 0);
const named = (ids: bigint): string =>
  (ids & (ids - 1n)) === 0n ? `id ${idSet(ids).slice(1, -1)}` : `ids ${idSet(ids)}`;
