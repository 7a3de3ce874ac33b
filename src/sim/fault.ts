/** Which occurrence: a number from 1, or every one. */
export type Nth = number | 'all';

/**
 * Where a fault strikes: a register call or an interrupt by its name, a service that a message carries, or a function. The
 * names are the actors' own.
 */
export type FaultSite =
  | { readonly call: string; readonly nth: Nth }
  | { readonly service: string; readonly nth: Nth }
  | { readonly fn: string; readonly nth: Nth };

/** What happens there. */
export type FaultDo =
  /** The callee answers an error with this status code, a C int; its body does not run. */
  | { readonly error: number }
  /** The callee runs, then these registers of its reply are replaced (index 0..7). */
  | { readonly reply: ReadonlyMap<number, bigint> }
  /** The function returns this and its body does not run. */
  | { readonly rc: number }
  /** The call is never answered. */
  | { readonly drop: true }
  /** The reply comes this many nanoseconds later. */
  | { readonly delay: number }
  /** The callee is preempted this many times before its reply comes. */
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

/** The kinds of places that faults are aimed at. */
export type SiteKind = 'call' | 'service' | 'fn';

interface Site {
  count: number;
  /** In the order of the scenario. */
  readonly faults: readonly { readonly index: number; readonly nth: Nth; readonly do: FaultDo }[];
}

/** Counts occurrences and says which fault strikes. One per run. */
export class FaultPlan {
  readonly #size: number;
  readonly #sites: Readonly<Record<SiteKind, Map<string, Site>>> = {
    call: new Map(),
    service: new Map(),
    fn: new Map(),
  };
  readonly #struck = new Set<number>();

  constructor(faults: readonly Fault[]) {
    this.#size = faults.length;
    for (const [index, fault] of faults.entries()) {
      const [kind, name] = siteOf(fault.at);
      const known = this.#sites[kind].get(name)?.faults ?? [];
      this.#sites[kind].set(name, { count: 0, faults: [...known, { index, nth: fault.at.nth, do: fault.do }] });
    }
  }

  /** One more occurrence: the first listed fault that matches, or null. A function by its name in `at.fn`. */
  strike(kind: SiteKind, name: string): Struck | null {
    if (this.#size === 0) return null;
    const site = this.#sites[kind].get(name);
    if (site === undefined) return null;
    const n = ++site.count;
    const hit = site.faults.find((f) => f.nth === 'all' || f.nth === n);
    if (hit === undefined) return null;
    this.#struck.add(hit.index);
    return { index: hit.index, do: hit.do };
  }

  aimsAt(kind: SiteKind, name: string): boolean {
    return this.#sites[kind].has(name);
  }

  /** For each place that a fault is aimed at, in how many occurrences they strike: what the plan still has to come. */
  *left(): Iterable<readonly [site: string, left: string]> {
    for (const [kind, sites] of Object.entries(this.#sites))
      for (const [name, { count, faults }] of sites)
        yield [`${kind} ${name}`, faults.map((f) => (f.nth === 'all' ? 'all' : Math.max(0, f.nth - count))).join()];
  }

  /** Indexes of faults that never struck, because the run did not come there. */
  missed(): number[] {
    return Array.from({ length: this.#size }, (_, i) => i).filter((i) => !this.#struck.has(i));
  }
}

function siteOf(at: FaultSite): readonly [SiteKind, string] {
  if ('call' in at) return ['call', at.call];
  return 'service' in at ? ['service', at.service] : ['fn', at.fn];
}
