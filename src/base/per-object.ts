/** A question about an object that is asked once for each; the answer is kept as long as the object is. */
export function perObject<A extends object, T>(of: (a: A) => T): (a: A) => T {
  const known = new WeakMap<A, { readonly value: T }>();
  return (a) => {
    let found = known.get(a);
    if (found === undefined) {
      found = { value: of(a) };
      known.set(a, found);
    }
    return found.value;
  };
}
