import type { Actor } from '../trace/event.ts';

/** A function that a probe saw begin. */
export interface OpenFunction {
  readonly row: number;
  /** The function's number in the table of texts. */
  readonly fn: number;
  readonly lane: Actor;
}

/** Probes at the beginning alone are common, so most of what is open never ends: only the innermost are kept. */
const DEEPEST = 64;

/**
 * Which functions are open in each task. A probe at a function's beginning says nothing of a probe at its end, so an
 * entry is taken for a call with an end only when that end comes.
 */
export class OpenFunctions {
  readonly #open = new Map<number, OpenFunction[]>();
  /** Functions that some task was seen to return from. */
  readonly #returning = new Set<number>();

  enter(task: number, f: OpenFunction): void {
    const list = this.#open.get(task);
    if (list === undefined) this.#open.set(task, [f]);
    else {
      if (list.length === DEEPEST) list.shift();
      list.push(f);
    }
  }

  /** The entry that this return belongs to, or null; entries above it had no probe at their end. */
  exit(task: number, fn: number): OpenFunction | null {
    this.#returning.add(fn);
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
      if (this.#returning.has(f.fn)) return f.lane;
    }
    return null;
  }

  /** What is open at the end; `returns`: was this function seen to return elsewhere? */
  open(): { readonly entries: readonly OpenFunction[]; readonly returns: ReadonlySet<number> } {
    return { entries: [...this.#open.values()].flat(), returns: this.#returning };
  }
}
