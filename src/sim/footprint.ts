import type { Value } from '../trace/event.ts';
import type { World } from '../trace/world.ts';
import type { Look } from './effect.ts';
import type { Memory } from './store.ts';

/** What one step of one context read and wrote: names of cells, of memory, of interrupts, CPUs, faults and fibers. */
export interface Footprint {
  /** The context's id. */
  readonly by: string;
  readonly reads: ReadonlySet<string>;
  readonly writes: ReadonlySet<string>;
}

/** Neither writes what the other reads or writes: in either order they come to the same state. */
export const commute = (a: Footprint, b: Footprint): boolean =>
  disjoint(a.writes, b.writes) && disjoint(a.writes, b.reads) && disjoint(a.reads, b.writes);

function disjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of a) if (b.has(name)) return false;
  return true;
}

/** Collects the footprint of the step that runs. */
export class Watch {
  /** False while a run comes to where another one has been: nobody asks then what its steps touch. */
  on = true;
  /** Is it wanted where the generators are? False where nobody asks for the key of the state. */
  places = true;
  #by = '';
  #reads = new Set<string>();
  #writes = new Set<string>();

  begin(by: string): void {
    this.#by = by;
    if (!this.on) return;
    this.#reads = new Set();
    this.#writes = new Set();
  }

  read(name: string): void {
    if (this.on) this.#reads.add(name);
  }

  write(name: string): void {
    if (this.on) this.#writes.add(name);
  }

  get footprint(): Footprint {
    return { by: this.#by, reads: this.#reads, writes: this.#writes };
  }
}

/** Of a run that is watched: the step that runs, what conditions look at so that it is seen, and the key of the state. */
export interface Watching {
  readonly steps: Watch;
  readonly look: Look;
  readonly key: () => string;
}

/** What a condition looks at; a watched look is part of the footprint of whoever waits. */
export function lookAt(world: World, memory: Memory, watch: Watch | null): Look {
  return {
    get: (key): Value | undefined => {
      if (watch?.on === true) watch.read(`cell ${key}`);
      return world.get(key);
    },
    read: (ref) => {
      if (watch?.on === true) watch.read(`memory ${ref.key}`);
      return memory.read(ref);
    },
  };
}
