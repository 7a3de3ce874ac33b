/** True, false, or null for "not known": a recording does not tell everything. */
export type Tri = boolean | null;

export const notTri = (t: Tri): Tri => (t === null ? null : !t);
