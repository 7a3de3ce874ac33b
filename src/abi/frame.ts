/** Eight registers, w0..w7; of a 64-bit call x0..x7. A 32-bit word is held zero-extended. */
export type Frame = readonly bigint[];

/** A frame of eight registers: what is not given is zero. */
export function frame(...w: readonly bigint[]): Frame {
  const [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = w;
  return [a, b, c, d, e, f, g, h];
}
