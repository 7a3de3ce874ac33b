// Registers are bigint: 32-bit operators in JavaScript are signed, and x0..x7 hold 64 bits.

export const MASK32 = 0xffff_ffffn;
export const MASK64 = 0xffff_ffff_ffff_ffffn;

/** Bits hi..lo (inclusive, 0 = least significant) of `value`, shifted down. */
export function bits(value: bigint, hi: number, lo: number): bigint {
  return BigInt.asUintN(hi - lo + 1, lo === 0 ? value : value >> BigInt(lo));
}

/** A word with `value` placed at bits hi..lo; what does not fit is cut off. */
export function place(value: bigint, hi: number, lo: number): bigint {
  return (value & ((1n << BigInt(hi - lo + 1)) - 1n)) << BigInt(lo);
}

/** The low 32 bits: what wN shows of xN. */
export const lo32 = (value: bigint): bigint => value & MASK32;

/** The high 32 bits of a 64-bit value. */
export const hi32 = (value: bigint): bigint => (value >> 32n) & MASK32;

/** The low 32 bits read as C `int`, e.g. the status in w2 of FFA_ERROR. Range -2^31 .. 2^31-1. */
export const s32 = (value: bigint): number => Number(BigInt.asIntN(32, value));

/** A C `int` as the 32-bit word that carries it: -6 becomes 0xfffffffa. */
export const u32 = (value: number): bigint => BigInt.asUintN(32, BigInt(value));

/** Lower-case hexadecimal without padding, as the command line prints it: `0x8400006f`. */
export const hex = (value: bigint): string => `0x${value.toString(16)}`;

/** The positions of the bits that are set, ascending: 0b1001 gives [0, 3]. */
export function bitList(value: bigint): number[] {
  const list: number[] = [];
  for (let i = 0; value > 0n; i++, value >>= 1n) if (value & 1n) list.push(i);
  return list;
}

/** Bits set as a set in braces with runs folded: `{0–2, 5}`, empty `{}`. */
export function idSet(bitmap: bigint): string {
  const ids = bitList(bitmap);
  const parts: string[] = [];
  for (let i = 0; i < ids.length; ) {
    let j = i;
    while (ids[j + 1] === (ids[j] as number) + 1) j++;
    parts.push(j - i >= 2 ? `${ids[i]}–${ids[j]}` : ids.slice(i, j + 1).join(', '));
    i = j + 1;
  }
  return `{${parts.join(', ')}}`;
}

/** Reads `0x1f` or `31` as an unsigned word of at most `width` bits; null for anything else. */
export function parseWord(text: string, width = 64): bigint | null {
  const t = text.trim();
  if (!/^(0x[0-9a-f]+|[0-9]+)$/i.test(t)) return null;
  const value = BigInt(t);
  return value < 1n << BigInt(width) ? value : null;
}
