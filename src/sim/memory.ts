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

type Index = string | number | bigint;

/** References of one kind, by an index or two: `bucket(3)`. `forget` in effects.ts clears all of them at once. */
export interface Refs<T> {
  (first: Index, second?: Index): Ref<T>;
  readonly prefix: string;
}

export function refs<T>(key: string, initial: T): Refs<T> {
  const made = new Map<string, Ref<T>>();
  const named = (full: string): Ref<T> => {
    const known = made.get(full);
    if (known !== undefined) return known;
    const one = ref(full, initial);
    made.set(full, one);
    return one;
  };
  // By what they are asked for with, so that no text is made: 1, 1n and '1' name the same one.
  const single = new Map<Index, Ref<T>>();
  const pairs = new Map<Index, Map<Index, Ref<T>>>();
  const one = (first: Index): Ref<T> => {
    const found = named(`${key}.${first}`);
    single.set(first, found);
    return found;
  };
  const pair = (first: Index, second: Index): Ref<T> => {
    const found = named(`${key}.${first}.${second}`);
    const under = pairs.get(first) ?? new Map<Index, Ref<T>>();
    pairs.set(first, under.set(second, found));
    return found;
  };
  const of = (first: Index, second?: Index): Ref<T> =>
    second === undefined ? (single.get(first) ?? one(first)) : (pairs.get(first)?.get(second) ?? pair(first, second));
  return Object.assign(of, { prefix: `${key}.` });
}
