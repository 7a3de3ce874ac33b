import type { Actor } from '../trace/event.ts';

/** A function that a probe saw begin. */
export interface OpenFunction {
  readonly row: number;
  /** The function's number in the table of texts. */
  readonly fn: number;
  readonly lane: Actor;
  /** Was it seen to return, in any task? */
  readonly probe: { returns: boolean };
}

/** Probes at the beginning alone are common, so most of what is open never ends: only the innermost are kept. */
const DEEPEST = 64;

/**
 * Which functions are open in each task. A probe at a function's beginning says nothing of a probe at its end, so an
 * entry is taken for a call with an end only when that end comes.
 */
export class OpenFunctions {
  readonly #open = new Map<number, OpenFunction[]>();
  /** What is known of each function: one object a function, which all its entries share. */
  readonly #probes = new Map<number, { returns: boolean }>();

  enter(task: number, row: number, fn: number, lane: Actor): void {
    const f = { row, fn, lane, probe: this.#probe(fn) };
    const list = this.#open.get(task);
    if (list === undefined) this.#open.set(task, [f]);
    else {
      if (list.length === DEEPEST) list.shift();
      list.push(f);
    }
  }

  /** The entry that this return belongs to, or null; entries above it had no probe at their end. */
  exit(task: number, fn: number): OpenFunction | null {
    this.#probe(fn).returns = true;
    const list = this.#open.get(task) ?? [];
    for (let i = list.length - 1; i >= 0; i--)
      if ((list[i] as OpenFunction).fn === fn) {
        const found = list[i] as OpenFunction;
        list.length = i;
        return found;
      }
    return null;
  }

  /** The lane of the innermost function that is known to return and is open in this task. */
  callerLane(task: number): Actor | null {
    const list = this.#open.get(task) ?? [];
    for (let i = list.length - 1; i >= 0; i--) {
      const f = list[i] as OpenFunction;
      if (f.probe.returns) return f.lane;
    }
    return null;
  }

  /** What is open at the end; `returns`: was this function seen to return elsewhere? */
  open(): { readonly entries: readonly OpenFunction[]; readonly returns: ReadonlySet<number> } {
    const returns = new Set([...this.#probes].flatMap(([fn, probe]) => (probe.returns ? [fn] : [])));
    return { entries: [...this.#open.values()].flat(), returns };
  }

  #probe(fn: number): { returns: boolean } {
    let probe = this.#probes.get(fn);
    if (probe === undefined) {
      probe = { returns: false };
      this.#probes.set(fn, probe);
    }
    return probe;
  }
}
