import { type Hash, HashSum, hashData, hashPair, hashText } from '../base/hash-data.ts';

/** The part of a state's key that names and their values make, kept as they change: a key is asked for at every step. */
export class StateSum {
  readonly #sum: HashSum;
  /** What each name adds to the sum now. */
  readonly #now: Map<string, Hash>;
  readonly #names: Map<string, Hash>;
  /** What was put while nobody asks for the key, by name; null while somebody may. */
  #aside: Map<string, readonly [value: unknown, initial: unknown]> | null = null;

  constructor(sum = new HashSum(), now = new Map<string, Hash>(), names = new Map<string, Hash>()) {
    this.#sum = sum;
    this.#now = now;
    this.#names = names;
  }

  /** One that goes on by itself. What the hash of a name is does not depend on the run. */
  clone(): StateSum {
    return new StateSum(this.#sum.copy(), new Map(this.#now), this.#names);
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
    const before = this.#now.get(name);
    if (before !== undefined) this.#sum.remove(before);
    if (value === undefined || (initial !== undefined && hash === hashData(initial))) {
      this.#now.delete(name);
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
