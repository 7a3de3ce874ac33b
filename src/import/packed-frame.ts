import { FRAME_HALVES } from './read-word.ts';

// A frame in the columns: a word with a bit for each half that is not zero, then these halves. Most registers of FF-A are
// zero, and upper halves are rare: the frames of the recordings need 5 words instead of 16.

/** No frame needs more words. */
export const MOST_WORDS = FRAME_HALVES + 1;

/** Writes a frame into `words` at `at`; how many words it took. */
export function packFrame(halves: Uint32Array, words: Uint32Array, at: number): number {
  let mask = 0;
  let next = at + 1;
  for (let i = 0; i < FRAME_HALVES; i++) {
    const half = halves[i] as number;
    if (half === 0) continue;
    mask |= 1 << i;
    words[next++] = half;
  }
  words[at] = mask;
  return next - at;
}

/** How many words the frame at `at` has. */
export function packedLength(words: Uint32Array, at: number): number {
  let length = 1;
  for (let mask = words[at] as number; mask !== 0; mask &= mask - 1) length++;
  return length;
}

/** Reads the frame at `at` into `halves`. */
export function unpackFrame(words: Uint32Array, at: number, halves: Uint32Array): void {
  const mask = words[at] as number;
  let next = at + 1;
  for (let i = 0; i < FRAME_HALVES; i++) halves[i] = (mask >> i) & 1 ? (words[next++] as number) : 0;
}
