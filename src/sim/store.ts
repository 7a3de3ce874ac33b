import type { Ref } from './memory.ts';
import type { StateSum } from './state-sum.ts';

/** What was written there is forgotten. */
const UNWRITTEN = Symbol('unwritten');

/** The memory of a run: immutable values by the keys of their references. */
export class Memory {
  /** What lay there when this one began, which others share, and what was written since. */
  readonly #then: ReadonlyMap<string, unknown>;
  readonly #values = new Map<string, unknown>();
  readonly #frozen: boolean;
  readonly #sum: StateSum | null;

  /**
   * `frozen`: what is written is frozen to its depth, so that whoever changes it afterwards throws. For tests. `sum` is
   * told of every change. `from`: what lies there at first.
   */
  constructor(frozen = false, sum: StateSum | null = null, from: ReadonlyMap<string, unknown> = new Map()) {
    this.#frozen = frozen;
    this.#sum = sum;
    this.#then = from;
  }

  /** What lies there now. */
  get values(): ReadonlyMap<string, unknown> {
    const all = new Map(this.#then);
    for (const [key, value] of this.#values)
      if (value === UNWRITTEN) all.delete(key);
      else all.set(key, value);
    return all;
  }

  read<T>(ref: Ref<T>): T {
    let value = this.#values.get(ref.key);
    if (value !== undefined) return value === UNWRITTEN ? ref.initial : (value as T);
    if (this.#values.has(ref.key)) return undefined as T;
    value = this.#then.get(ref.key);
    return value === undefined && !this.#then.has(ref.key) ? ref.initial : (value as T);
  }

  write(ref: Ref<unknown>, value: unknown): void {
    this.#values.set(ref.key, this.#frozen ? deepFreeze(value) : value);
    this.#sum?.put(`memory ${ref.key}`, value, ref.initial);
  }

  /** What lies there stays, and counts no more for the key of the state: it is written before it is read again. */
  abandon(ref: Ref<unknown>): void {
    this.#sum?.put(`memory ${ref.key}`, undefined);
  }

  /** All whose key begins so is as it was before the first write. */
  forget(prefix: string): readonly string[] {
    const gone = [...this.values.keys()].filter((key) => key.startsWith(prefix));
    for (const key of gone) {
      this.#values.set(key, UNWRITTEN);
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
