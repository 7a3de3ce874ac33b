import { type Frame, frame } from '../abi/frame.ts';

/** Which occurrence: a number from 1, or every one. */
export type Nth = number | 'all';

/**
 * Where a fault strikes: a register call by its FF-A name (an interrupt by `SRI`, `NPI` or `secure interrupt`), an
 * OP-TEE service carried by a direct message, or a function by its Linux name. A function of the FF-A core that has
 * the same name as one of the driver's is written `arm_ffa:kzalloc`.
 */
export type FaultSite =
  | { readonly call: string; readonly nth: Nth }
  | { readonly service: string; readonly nth: Nth }
  | { readonly fn: string; readonly nth: Nth };

/** What happens there. */
export type FaultDo =
  /** The callee answers FFA_ERROR with this status code (w2 as C int); its body does not run. */
  | { readonly error: number }
  /** The callee runs, then these registers of its reply are replaced (index 0..7). */
  | { readonly reply: ReadonlyMap<number, bigint> }
  /** The function returns this (negative errno) and its body does not run. */
  | { readonly rc: number }
  /** The call is never answered. */
  | { readonly drop: true }
  /** The reply comes this many nanoseconds later. */
  | { readonly delay: number }
  /** The callee is preempted this many times: FFA_INTERRUPT first, FFA_RUN after it. */
  | { readonly interrupt: number }
  /** The interrupt never arrives. */
  | { readonly lose: true }
  /** The secure world stops for good when this call reaches it. */
  | { readonly crash: true };

export interface Fault {
  readonly at: FaultSite;
  readonly do: FaultDo;
}

/** A fault that struck, with its index in the scenario's list: rows that it touched carry the index. */
export interface Struck {
  readonly index: number;
  readonly do: FaultDo;
}

/** Counts occurrences and says which fault strikes. One per run. */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly #counts = new Map<string, number>();
  readonly #struck = new Set<number>();

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  /** One more occurrence of a register call or an interrupt: the first listed fault that matches, or null. */
  onCall(call: string): Struck | null {
    const n = this.#count(`call ${call}`);
    return this.#find((at) => 'call' in at && at.call === call && hits(at.nth, n));
  }

  /** One more occurrence of an OP-TEE service in a direct message. */
  onService(service: string): Struck | null {
    const n = this.#count(`service ${service}`);
    return this.#find((at) => 'service' in at && at.service === service && hits(at.nth, n));
  }

  /** One more occurrence of a function; `name` as it is written in `at.fn`. */
  onFunction(name: string): Struck | null {
    const n = this.#count(`fn ${name}`);
    return this.#find((at) => 'fn' in at && at.fn === name && hits(at.nth, n));
  }

  /** Indexes of faults that never struck, because the run did not come there. */
  missed(): number[] {
    return this.#faults.flatMap((_, i) => (this.#struck.has(i) ? [] : [i]));
  }

  #count(key: string): number {
    const n = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, n);
    return n;
  }

  #find(matches: (at: FaultSite) => boolean): Struck | null {
    const index = this.#faults.findIndex((f) => matches(f.at));
    if (index < 0) return null;
    this.#struck.add(index);
    return { index, do: (this.#faults[index] as Fault).do };
  }
}

const hits = (nth: Nth, n: number): boolean => nth === 'all' || nth === n;

/** The reply with the fault's registers put in. */
export function replaceRegisters(reply: Frame, registers: ReadonlyMap<number, bigint>): Frame {
  return frame(...reply.map((w, i) => registers.get(i) ?? w));
}
