import type { Footprint } from '../sim/footprint.ts';

interface Access {
  /** The first who touched it. */
  readonly by: string;
  wasWritten: boolean;
  others: boolean;
  /** What waits until it is known to be shared. */
  waiting: (() => void)[] | null;
}

/**
 * Which names (cells, memory, CPUs, interrupts, faults) more than one context touches, at least one of them writing, while the
 * same action is under way. Only before a step that touches such a name can it matter that somebody else runs first: every
 * other step commutes with whatever others do. What is shared is learnt from the runs themselves: a step that is found to have
 * touched a shared name, long after it was taken, has what it skipped tried then.
 */
export class SharedNames {
  readonly #names = new Map<string, Access>();
  /** Everything counts as shared: the full enumeration. */
  readonly #all: boolean;

  constructor(all: boolean) {
    this.#all = all;
  }

  /**
   * Notes a step, while `started` groups of actions had begun. Calls `branch` at once where it touched a shared name, or once,
   * when one of its names becomes shared.
   */
  note(step: Footprint, started: number, branch: () => void): void {
    if (this.#all) {
      branch();
      return;
    }
    const group = `${started} `;
    const touched: Access[] = [];
    for (const name of step.writes) touched.push(this.#touch(group + name, step.by, true));
    for (const name of step.reads) if (!step.writes.has(name)) touched.push(this.#touch(group + name, step.by, false));
    if (touched.some(isShared)) {
      branch();
      return;
    }
    let done = false;
    const once = (): void => {
      if (!done) branch();
      done = true;
    };
    for (const access of touched) {
      access.waiting ??= [];
      access.waiting.push(once);
    }
  }

  #touch(key: string, by: string, writes: boolean): Access {
    let access = this.#names.get(key);
    if (access === undefined) {
      access = { by, wasWritten: false, others: false, waiting: null };
      this.#names.set(key, access);
    }
    const before = isShared(access);
    if (by !== access.by) access.others = true;
    if (writes) access.wasWritten = true;
    if (!before && isShared(access) && access.waiting !== null) {
      const { waiting } = access;
      access.waiting = null;
      for (const tell of waiting) tell();
    }
    return access;
  }
}

const isShared = (a: Access): boolean => a.others && a.wasWritten;
