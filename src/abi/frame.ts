/** Eight registers, w0..w7; of a 64-bit call x0..x7. A 32-bit word is held zero-extended. */
export type Frame = readonly bigint[];

/** A frame of eight registers: what is not given is zero. */
export function frame(...w: readonly bigint[]): Frame {
  return Array.from({ length: 8 }, (_, i) => w[i] ?? 0n);
}
