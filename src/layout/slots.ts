/** The rows of a long trace gathered into `slots` places of a strip: which places hold a row with one of these marks. */
export function markSlots(marks: Uint8Array, bits: number, slots: number): readonly number[] {
  const out: number[] = [];
  const last = Math.max(marks.length - 1, 1);
  for (let row = 0; row < marks.length; row++) {
    if (((marks[row] as number) & bits) === 0) continue;
    const slot = marks.length <= slots ? row / last : Math.round((row / last) * (slots - 1)) / (slots - 1);
    if (out.at(-1) !== slot) out.push(slot);
  }
  return out;
}
