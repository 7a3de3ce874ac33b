/**
 * A number in [0, 1) that depends on nothing but `(seed, index)`. A hash and not a stream: leaving one message out
 * does not change the numbers of the later ones, so two runs differ only where their scenarios do.
 * The mixing steps are those of the 32-bit finaliser of MurmurHash3.
 */
export function hashRandom(seed: number, index: number): number {
  let h = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}
