/** How the kernel calls what runs (Context.id), up to what it has made: an action, or an interrupt that a CPU has taken. */
const NAME = /action \d+|[\w-]+\.\d+#\d+/g;
const NONE: readonly string[] = [];

const known = new WeakMap<object, readonly string[]>();

/** Names of what ran that stand anywhere in this data, which is immutable: what an object names is remembered. */
export function namesIn(data: unknown): readonly string[] {
  if (typeof data === 'string') return data.match(NAME) ?? NONE;
  if (typeof data !== 'object' || data === null) return NONE;
  let names = known.get(data);
  if (names === undefined) {
    const found = Object.values(data).flatMap(namesIn);
    names = found.length === 0 ? NONE : found;
    known.set(data, names);
  }
  return names;
}
