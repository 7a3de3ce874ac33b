/**
 * Where along a strip marks of this kind stand, as shares 0..1 of its length. Of marks that would stand closer than
 * 1/`slots` one is kept: the strip never lies about a place that has one, only about how many.
 */
export function markSlots(marks: Uint8Array, bits: number, slots: number): readonly number[] {
  const out: number[] = [];
  const last = Math.max(marks.length - 1, 1);
  for (let row = 0; row < marks.length; row++) {
    if (((marks[row] as number) & bits) === 0) continue;
    const share = row / last;
    const kept = out.at(-1);
    if (kept === undefined || share - kept >= 1 / slots) out.push(share);
  }
  return out;
}
