import { type Hash, HashSum, hashData, hashPair, hashText } from '../base/hash-data.ts';

/** The part of a state's key that names and their values make, kept as they change: a key is asked for at every step. */
export class StateSum {
  readonly #sum: HashSum;
  /** What each name added to the sum when this one began, which others share. */
  readonly #then: ReadonlyMap<string, Hash>;
  /** What of that has changed since; 0: nothing any more. */
  readonly #now = new Map<string, Hash>();
  readonly #names: Map<string, Hash>;
  /** What was put while nobody asks for the key, by name; null while somebody may. */
  #aside: Map<string, readonly [value: unknown, initial: unknown]> | null = null;

  constructor(sum = new HashSum(), then: ReadonlyMap<string, Hash> = new Map(), names = new Map<string, Hash>()) {
    this.#sum = sum;
    this.#then = then;
    this.#names = names;
  }

  /** One that goes on by itself. What the hash of a name is does not depend on the run. */
  clone(): StateSum {
    if (this.#now.size === 0) return new StateSum(this.#sum.copy(), this.#then, this.#names);
    const all = new Map(this.#then);
    for (const [name, hash] of this.#now)
      if (hash === 0) all.delete(name);
      else all.set(name, hash);
    return new StateSum(this.#sum.copy(), all, this.#names);
  }

  /** Nobody asks for the key from here on: what is put is worked out when `catchUp` is called. */
  rest(): void {
    this.#aside ??= new Map();
  }

  catchUp(): void {
    const aside = this.#aside;
    this.#aside = null;
    for (const [name, [value, initial]] of aside ?? []) this.put(name, value, initial);
  }

  /** The name has this value from here on; undefined: there is no such thing. `initial` is no other state than that. */
  put(name: string, value: unknown, initial?: unknown): void {
    if (this.#aside !== null) {
      this.#aside.set(name, [value, initial]);
      return;
    }
    const hash = value === undefined ? 0 : hashData(value);
    const before = this.#now.get(name) ?? this.#then.get(name) ?? 0;
    if (before !== 0) this.#sum.remove(before);
    if (value === undefined || (initial !== undefined && hash === hashData(initial))) {
      if (before !== 0) this.#now.set(name, 0);
      return;
    }
    const now = hashPair(this.#hashOf(name), hash);
    this.#sum.add(now);
    this.#now.set(name, now);
  }

  copy(): HashSum {
    return this.#sum.copy();
  }

  #hashOf(name: string): Hash {
    let hash = this.#names.get(name);
    if (hash === undefined) {
      hash = hashText(name);
      this.#names.set(name, hash);
    }
    return hash;
  }
}
