/** Reads lines that it knows by their bytes: what it takes never becomes a string. */
export interface ByteReader {
  /**
   * Takes lines that begin at `at`; every line up to `end` is there with its end. Answers where the first line begins that
   * it does not take: `at` where it takes none. `number` is that of the line at `at`.
   */
  take(bytes: Uint8Array, at: number, end: number, number: number): number;
  /** How many lines the last `take` took. */
  readonly taken: number;
}
