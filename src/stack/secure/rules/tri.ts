/** True, false, or null for "not known": a recording does not tell everything. */
export type Tri = boolean | null;

export const notTri = (t: Tri): Tri => (t === null ? null : !t);

/** True when all are; false as soon as one is false; null where that cannot be told. */
export function allTri(list: readonly Tri[]): Tri {
  if (list.includes(false)) return false;
  return list.includes(null) ? null : true;
}
