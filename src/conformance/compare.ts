/** The first place where two values differ, as a path with both values; null where they are equal. */
export interface Difference {
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/**
 * Compares what the model did with what was recorded. `"*"` in the expected value stands for anything: an address that
 * the machine chose.
 */
export function firstDifference(expected: unknown, actual: unknown, path = ''): Difference | null {
  if (expected === '*') return null;
  if (Array.isArray(expected) && Array.isArray(actual)) {
    const n = Math.max(expected.length, actual.length);
    for (let i = 0; i < n; i++) {
      const found = firstDifference(expected[i], actual[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if (isRecord(expected) && isRecord(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const found = firstDifference(expected[key], actual[key], `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  return Object.is(expected, actual) ? null : { path, expected, actual };
}

const isRecord = (v: unknown): v is Record<string, unknown> => typeof v === 'object' && v !== null && !Array.isArray(v);

export function differenceText(d: Difference): string {
  return `${d.path}: recorded ${JSON.stringify(d.expected)}, the model says ${JSON.stringify(d.actual)}`;
}
