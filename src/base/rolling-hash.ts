import type { Hash } from './hash-data.ts';

// Two primes below 2^26, so that products are exact, and a base for each.
const PRIMES = [67_108_859, 67_108_837] as const;
const BASES = [31_337_017, 48_271_129] as const;

/**
 * The hash of a list that can be put together of the hashes of its parts, and taken apart: polynomials modulo two primes.
 * 52 bits, as every hash here.
 */
export interface RollingHash {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

export const EMPTY: RollingHash = { a: 0, b: 0, length: 0 };

/** One more item at the end. */
export const appended = ({ a, b, length }: RollingHash, item: Hash): RollingHash => ({
  a: (a * BASES[0] + (item % PRIMES[0])) % PRIMES[0],
  b: (b * BASES[1] + (item % PRIMES[1])) % PRIMES[1],
  length: length + 1,
});

/** The items of the first, then those of the second. */
export const joined = (first: RollingHash, second: RollingHash): RollingHash => ({
  a: (first.a * power(BASES[0], second.length, PRIMES[0]) + second.a) % PRIMES[0],
  b: (first.b * power(BASES[1], second.length, PRIMES[1]) + second.b) % PRIMES[1],
  length: first.length + second.length,
});

/** What follows `first` in `whole`, which begins with it. */
export function after(whole: RollingHash, first: RollingHash): RollingHash {
  const length = whole.length - first.length;
  return {
    a: minus(whole.a, (first.a * power(BASES[0], length, PRIMES[0])) % PRIMES[0], PRIMES[0]),
    b: minus(whole.b, (first.b * power(BASES[1], length, PRIMES[1])) % PRIMES[1], PRIMES[1]),
    length,
  };
}

export const rollingText = ({ a, b, length }: RollingHash): string =>
  `${a.toString(36)}.${b.toString(36)}.${length.toString(36)}`;

const minus = (x: number, y: number, prime: number): number => (x + prime - y) % prime;

function power(base: number, exponent: number, prime: number): number {
  let result = 1;
  let square = base;
  for (let n = exponent; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}
