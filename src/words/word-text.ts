/** How register words are written: `0x0000000a`, `10`, or 32 binary digits. */
export type Base = 'hex' | 'decimal' | 'binary';

export const BASES: readonly Base[] = ['hex', 'decimal', 'binary'];

/** A written word in two parts: the prefix and leading zeros, which are dimmed, and the digits that count. */
export interface Digits {
  readonly quiet: string;
  readonly loud: string;
}

/** 64 where the upper half of `value` is in use or the call is a 64-bit one, else 32. */
export const widthOf = (value: bigint, callWidth: number): 32 | 64 => (callWidth === 64 || value >> 32n ? 64 : 32);

/**
 * A register word as it is shown in a table. Hexadecimal is padded to the width (8 or 16 digits), decimal is not,
 * binary is padded and parted into bytes. The last digit is always loud, so a zero is still a number.
 */
export function digits(value: bigint, width: 32 | 64, base: Base): Digits {
  if (base === 'decimal') return { quiet: '', loud: value.toString() };
  if (base === 'hex') {
    const text = value.toString(16).padStart(width / 4, '0');
    const loud = text.replace(/^0+(?=.)/, '');
    return { quiet: `0x${text.slice(0, text.length - loud.length)}`, loud };
  }
  const text = value.toString(2).padStart(width, '0');
  const parted = (text.match(/.{8}/g) ?? [text]).join('_');
  const loud = parted.replace(/^[0_]+(?=.)/, '');
  return { quiet: parted.slice(0, parted.length - loud.length), loud };
}

/** The same as one text: for copying and for accessible names. */
export function wordText(value: bigint, width: 32 | 64, base: Base): string {
  const d = digits(value, width, base);
  return d.quiet + d.loud;
}

/** The value of a field in this base, in as many binary or hexadecimal digits as its bits take. */
export function fieldDigits(
  f: { readonly hi: number; readonly lo: number; readonly value: bigint },
  base: Base,
): string {
  const width = f.hi - f.lo + 1;
  if (base === 'decimal') return f.value.toString();
  if (base === 'binary')
    return f.value
      .toString(2)
      .padStart(width, '0')
      .replace(/(?<=.)(?=(.{8})+$)/g, '_');
  return `0x${f.value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
}
