import type { Ref } from './memory.ts';
import type { StateSum } from './state-sum.ts';

/** The memory of a run: immutable values by the keys of their references. */
export class Memory {
  readonly #values: Map<string, unknown>;
  readonly #frozen: boolean;
  readonly #sum: StateSum | null;

  /**
   * `frozen`: what is written is frozen to its depth, so that whoever changes it afterwards throws. For tests. `sum` is
   * told of every change. `from`: what lies there at first.
   */
  constructor(frozen = false, sum: StateSum | null = null, from: ReadonlyMap<string, unknown> | null = null) {
    this.#frozen = frozen;
    this.#sum = sum;
    this.#values = new Map(from);
  }

  /** What lies there now. */
  get values(): ReadonlyMap<string, unknown> {
    return new Map(this.#values);
  }

  read<T>(ref: Ref<T>): T {
    const value = this.#values.get(ref.key);
    return value === undefined && !this.#values.has(ref.key) ? ref.initial : (value as T);
  }

  write(ref: Ref<unknown>, value: unknown): void {
    this.#values.set(ref.key, this.#frozen ? deepFreeze(value) : value);
    this.#sum?.put(`memory ${ref.key}`, value, ref.initial);
  }

  /** All whose key begins so is as it was before the first write. */
  forget(prefix: string): readonly string[] {
    const gone = [...this.#values.keys()].filter((key) => key.startsWith(prefix));
    for (const key of gone) {
      this.#values.delete(key);
      this.#sum?.put(`memory ${key}`, undefined);
    }
    return gone;
  }
}

/** Freezes data to its depth. Generators are left alone: they are no data. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
