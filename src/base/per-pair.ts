import { perObject } from './per-object.ts';

/** A question about two objects that is asked once for each pair; the answer is kept as long as both objects are. */
export function perPair<A extends object, B extends object, T>(of: (a: A, b: B) => T): (a: A, b: B) => T {
  const known = perObject((a: A) => perObject((b: B) => of(a, b)));
  return (a, b) => known(a)(b);
}
