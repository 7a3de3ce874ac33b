import type { FieldNode } from '../abi/field.ts';

/** The fields that have no smaller fields inside: these get the brackets. */
export function leaves(fields: readonly FieldNode[]): readonly FieldNode[] {
  return fields.flatMap((f) => (f.children !== undefined && f.children.length > 0 ? leaves(f.children) : [f]));
}

/** The ids that the words of a notification bitmap stand for. */
const HALVES: Readonly<Record<string, string>> = { idsLow: 'ids 0–31 ', idsHigh: 'ids 32–63 ' };

/**
 * A field's name with its meaning: `sender 0x8001, OP-TEE`. The name is left out where the meaning begins with it
 * (`ids` that means `ids {3}`), and a must-be-zero field that is zero is only `MBZ`.
 */
export function fieldLabel(f: FieldNode): string {
  // Both halves of a bitmap say `ids {}`: which half it is stands beside it.
  const half = HALVES[f.name];
  if (half !== undefined) return f.meaning.replace(/^ids /, half);
  if (f.name === 'MBZ') return f.problem === undefined ? 'MBZ' : f.meaning;
  // A single bit shows its value in its cell.
  if (f.hi === f.lo && (f.meaning === 'set' || f.meaning === 'clear')) return f.name;
  if (/^[wx]\d+$/.test(f.name)) return f.meaning;
  const first = /^[a-z]+/i.exec(f.meaning)?.[0].toLowerCase();
  if (f.name === '' || (first !== undefined && f.name.toLowerCase().startsWith(first))) return f.meaning;
  return f.meaning === '' ? f.name : `${f.name} ${f.meaning}`;
}
