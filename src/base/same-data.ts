/**
 * Do both say the same? Of immutable data: numbers, texts, lists and records of such. Functions count as nothing, as for the
 * hash of data (hash-data.ts): what stands beside one must say which it is. Anything else is the same as itself alone.
 */
export function isSameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === 'function') return typeof b === 'function';
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const kind: unknown = Object.getPrototypeOf(a);
  if (kind !== Object.getPrototypeOf(b) || (kind !== Object.prototype && kind !== Array.prototype)) return false;
  const fields = Object.keys(a);
  if (fields.length !== Object.keys(b).length) return false;
  return fields.every((f) => Object.hasOwn(b, f) && isSameData(a[f as keyof typeof a], b[f as keyof typeof b]));
}
