/**
 * A named piece of the memory of one run: what a real machine keeps in its structures and a person does not look at (what
 * is looked at is a cell of the world). What lies there is immutable data; `write` puts another value in its place. A
 * reference is data too: one that lies in memory is a pointer. `initial` is what is read before the first write.
 *
 * The data is numbers, texts, lists and records of such. A function may be among it where what stands beside it says
 * which function it is and what it was made with: the key of a state counts functions as nothing.
 */
export interface Ref<T> {
  readonly key: string;
  readonly initial: T;
}

export function ref<T>(key: string, initial: T): Ref<T> {
  return { key, initial };
}

/** References of one kind, by an index: `bucket(3)`. `forget` in effects.ts clears all of them at once. */
export interface Refs<T> {
  (...index: readonly (string | number | bigint)[]): Ref<T>;
  readonly prefix: string;
}

export function refs<T>(key: string, initial: T): Refs<T> {
  const made = new Map<string, Ref<T>>();
  const of = (...index: readonly (string | number | bigint)[]): Ref<T> => {
    const full = index.length === 1 ? `${key}.${index[0]}` : `${key}.${index.join('.')}`;
    const known = made.get(full);
    if (known !== undefined) return known;
    const one = ref(full, initial);
    made.set(full, one);
    return one;
  };
  return Object.assign(of, { prefix: `${key}.` });
}
