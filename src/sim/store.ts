import type { Ref } from './memory.ts';
import type { StateSum } from './state-sum.ts';
import type { MemoryEnd } from './stretch.ts';

/** What was written there is forgotten. */
const UNWRITTEN = Symbol('unwritten');

/** The memory of a run: immutable values by the keys of their references. */
export class Memory {
  /** What lay there when this one began, which others share, and what was written since. */
  readonly #then: ReadonlyMap<string, unknown>;
  readonly #values = new Map<string, unknown>();
  readonly #frozen: boolean;
  readonly #sum: StateSum | null;
  /** Where nobody reads what lies there before it is written again. */
  readonly #abandoned = new Set<string>();
  /** Where something was written or abandoned since; null where nobody asks. */
  log: Set<string> | null = null;

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

  /** What lies in these places now. */
  ends(keys: Iterable<string>): MemoryEnd[] {
    return Array.from(keys, (key) => {
      const value = this.#values.has(key) ? this.#values.get(key) : this.#then.get(key);
      if (value === UNWRITTEN) return { key, value: undefined, is: 'gone' };
      return { key, value, is: this.#abandoned.has(key) ? 'abandoned' : 'there' };
    });
  }

  /** Puts it there again. */
  again(ends: readonly MemoryEnd[]): void {
    for (const { key, value, is } of ends) {
      this.#values.set(key, is === 'gone' ? UNWRITTEN : value);
      if (is === 'abandoned') this.#abandoned.add(key);
      else this.#abandoned.delete(key);
    }
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
    if (this.#abandoned.size > 0) this.#abandoned.delete(ref.key);
    this.log?.add(ref.key);
    this.#sum?.put(`memory ${ref.key}`, value, ref.initial);
  }

  /** What lies there stays, and counts no more for the key of the state: it is written before it is read again. */
  abandon(ref: Ref<unknown>): void {
    this.#abandoned.add(ref.key);
    this.log?.add(ref.key);
    this.#sum?.put(`memory ${ref.key}`, undefined);
  }

  /** All whose key begins so is as it was before the first write. */
  forget(prefix: string): readonly string[] {
    const gone = [...this.values.keys()].filter((key) => key.startsWith(prefix));
    for (const key of gone) {
      this.#values.set(key, UNWRITTEN);
      this.#abandoned.delete(key);
      this.log?.add(key);
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
