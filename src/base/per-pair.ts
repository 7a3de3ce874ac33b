/** A function of two objects that is asked once for each pair; the answer is kept as long as both objects are. */
export function perPair<A extends object, B extends object, T>(of: (a: A, b: B) => T): (a: A, b: B) => T {
  const known = new WeakMap<A, WeakMap<B, { readonly value: T }>>();
  return (a, b) => {
    let ofA = known.get(a);
    if (ofA === undefined) {
      ofA = new WeakMap();
      known.set(a, ofA);
    }
    let found = ofA.get(b);
    if (found === undefined) {
      found = { value: of(a, b) };
      ofA.set(b, found);
    }
    return found.value;
  };
}
