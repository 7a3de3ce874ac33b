/** The default arm of a switch over a union: a new member is a compile error here, and a wrong value at run time says so. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unexpected ${what}: ${String(value)}`);
}

/** Returns `value`, or throws with `what` where it is absent. For facts that the caller has already established. */
export function ensure<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`missing ${what}`);
  return value;
}
