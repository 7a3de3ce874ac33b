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

/** How often this has come. */
export type CountOf = (kind: SiteKind, name: string) => number;
export type Occurrences = (kind: SiteKind, name: string) => void;

/** Names in a log: a run may be as long as it likes. */
export const MOST_SEEN = 100_000;

export interface FaultLog {
  /** Each occurrence as its kind and its name, one after the other; MOST_SEEN: there may have been more. */
  readonly seen: string[];
  /** Indexes of faults that struck. */
  readonly struck: Set<number>;
}

interface Site {
  count: number;
  /** In the order of the scenario. */
  readonly faults: readonly { readonly index: number; readonly nth: Nth; readonly do: FaultDo }[];
}

/** What a fault that has not struck adds to the key of a state in which `left` - 1 occurrences of its place come before. */
export const faultKey = (kind: SiteKind, name: string, left: Nth, d: FaultDo): string =>
  `${kind} ${name} ${left} ${doText(d)}`;

/** Counts occurrences and says which fault strikes. One per run. */
export class FaultPlan {
  readonly #size: number;
  readonly #sites: Readonly<Record<SiteKind, Map<string, Site>>> = {
    call: new Map(),
    service: new Map(),
    fn: new Map(),
  };
  readonly #struck = new Set<number>();
  /** Is told of every occurrence, of whatever is no site too; null where nobody asks. */
  readonly #seen: Occurrences | null;
  /** Is told of what comes and strikes; null where nobody asks. */
  log: FaultLog | null = null;

  /** `before`: occurrences that there have been before; `seen` is told of each that comes. */
  constructor(faults: readonly Fault[], before: CountOf = () => 0, seen: Occurrences | null = null) {
    this.#size = faults.length;
    this.#seen = seen;
    for (const [index, fault] of faults.entries()) {
      const [kind, name] = siteOf(fault.at);
      const known = this.#sites[kind].get(name)?.faults ?? [];
      const count = before(kind, name);
      this.#sites[kind].set(name, { count, faults: [...known, { index, nth: fault.at.nth, do: fault.do }] });
    }
  }

  /** How often the places that faults are aimed at have come until now. */
  get counts(): CountOf {
    const counts = new Map(this.#places().map(([place, { count }]) => [place, count]));
    return (kind, name) => counts.get(`${kind} ${name}`) ?? 0;
  }

  /** One more occurrence: the first listed fault that matches, or null. A function by its name in `at.fn`. */
  strike(kind: SiteKind, name: string): Struck | null {
    this.#seen?.(kind, name);
    if (this.log !== null && this.log.seen.length < MOST_SEEN) this.log.seen.push(kind, name);
    if (this.#size === 0) return null;
    const site = this.#sites[kind].get(name);
    if (site === undefined) return null;
    const n = ++site.count;
    const hit = site.faults.find((f) => f.nth === 'all' || f.nth === n);
    if (hit === undefined) return null;
    this.#struck.add(hit.index);
    this.log?.struck.add(hit.index);
    return { index: hit.index, do: hit.do };
  }

  /**
   * Which faults strike while these occurrences come, counted by kind and name, as a text that no other has; '' for none.
   * `past`: they have come.
   */
  within(occurrences: ReadonlyMap<string, number>, past = false): string {
    if (this.#size === 0) return '';
    return this.#places()
      .flatMap(([place, { count, faults }]) => {
        const more = occurrences.get(place) ?? 0;
        const before = past ? count - more : count;
        return faults
          .map((f) => ({ ...f, nth: f.nth === 'all' ? f.nth : f.nth - before }))
          .filter(({ nth }) => more > 0 && (nth === 'all' || (nth > 0 && nth <= more)))
          .map((f) => `${f.index} ${place} ${f.nth} ${doText(f.do)}`);
      })
      .join();
  }

  /** These occurrences have come, and these faults struck. */
  again(occurrences: ReadonlyMap<string, number>, struck: Iterable<number>): void {
    if (this.#size === 0) return;
    for (const [place, site] of this.#places()) site.count += occurrences.get(place) ?? 0;
    for (const index of struck) this.#struck.add(index);
  }

  #places(): [place: string, site: Site][] {
    return Object.entries(this.#sites).flatMap(([kind, sites]) =>
      Array.from(sites, ([name, site]): [string, Site] => [`${kind} ${name}`, site]),
    );
  }

  aimsAt(kind: SiteKind, name: string): boolean {
    return this.#sites[kind].has(name);
  }

  /** The keys of what still has to come, those of one place together, in their order. */
  *left(): Iterable<string> {
    for (const [kind, sites] of Object.entries(this.#sites) as [SiteKind, Map<string, Site>][])
      for (const [name, { count, faults }] of sites) {
        const later = faults.filter((f) => f.nth === 'all' || f.nth > count);
        if (later.length > 0)
          yield later.map((f) => faultKey(kind, name, f.nth === 'all' ? 'all' : f.nth - count, f.do)).join();
      }
  }

  /** Indexes of faults that never struck, because the run did not come there. */
  missed(): number[] {
    return Array.from({ length: this.#size }, (_, i) => i).filter((i) => !this.#struck.has(i));
  }
}

/** What kind of place it is, and its name. */
export function siteOf(at: FaultSite): readonly [SiteKind, string] {
  if ('call' in at) return ['call', at.call];
  return 'service' in at ? ['service', at.service] : ['fn', at.fn];
}

/** What a fault does, as a text that nothing else has. */
export const doText = (d: FaultDo): string =>
  'reply' in d ? [...d.reply].map(([n, w]) => `${n}:${w.toString(16)}`).join(' ') : JSON.stringify(d);
