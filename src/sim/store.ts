import type { Ref } from './memory.ts';

/** The memory of a run: immutable values by the keys of their references. */
export class Memory {
  readonly #values = new Map<string, unknown>();
  readonly #frozen: boolean;

  /** `frozen`: what is written is frozen to its depth, so that whoever changes it afterwards throws. For tests. */
  constructor(frozen = false) {
    this.#frozen = frozen;
  }

  read<T>(ref: Ref<T>): T {
    const value = this.#values.get(ref.key);
    return value === undefined && !this.#values.has(ref.key) ? ref.initial : (value as T);
  }

  write(ref: Ref<unknown>, value: unknown): void {
    this.#values.set(ref.key, this.#frozen ? deepFreeze(value) : value);
  }

  /** All whose key begins so is as it was before the first write. */
  forget(prefix: string): readonly string[] {
    const gone = [...this.#values.keys()].filter((key) => key.startsWith(prefix));
    for (const key of gone) this.#values.delete(key);
    return gone;
  }

  entries(): Iterable<readonly [string, unknown]> {
    return this.#values;
  }
}

/** Freezes data to its depth. Generators are left alone: they are no data. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
