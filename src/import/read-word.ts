/** Where in a line the next register begins, after `words` was written. */
export interface Cursor {
  at: number;
}

/** The 32-bit halves of eight registers: low half of register i at 2i, high half at 2i+1. */
export const FRAME_HALVES = 16;

/**
 * Reads the digits at `cursor.at` as one 64-bit word, hexadecimal with `0x` or decimal (a negative one as its two's
 * complement, as a probe of type s64 prints it), into `halves` at
 * register `index`. False, and the cursor where it was, when there are none or the value needs more than 64 bits.
 * A BigInt for each of 16 registers a call would cost more than all the rest of the reading.
 */
export function readWord(line: string, cursor: Cursor, halves: Uint32Array, index: number): boolean {
  const isHex = line.charCodeAt(cursor.at) === 0x30 && (line.charCodeAt(cursor.at + 1) | 0x20) === 0x78;
  return isHex ? readHex(line, cursor, cursor.at + 2, halves, index) : readDecimal(line, cursor, halves, index);
}

/** As readWord, for digits that are hexadecimal without `0x`, from position `from`. */
export function readHex(line: string, cursor: Cursor, from: number, halves: Uint32Array, index: number): boolean {
  let i = from;
  let low = 0;
  let high = 0;
  let digits = 0;
  for (; ; i++) {
    const d = hexDigit(line.charCodeAt(i));
    if (d < 0) break;
    high = (high << 4) | (low >>> 28);
    low = (low << 4) | d;
    if (digits > 0 || d > 0) digits++;
  }
  if (i === from || digits > 16) return false;
  halves[2 * index] = low;
  halves[2 * index + 1] = high;
  cursor.at = i;
  return true;
}

function readDecimal(line: string, cursor: Cursor, halves: Uint32Array, index: number): boolean {
  const negative = line.charCodeAt(cursor.at) === 0x2d;
  const from = cursor.at + (negative ? 1 : 0);
  let i = from;
  while (line.charCodeAt(i) >= 0x30 && line.charCodeAt(i) <= 0x39) i++;
  // No tool prints a zero before a decimal: it is what is left of `0x1000` where the x is damaged.
  if (i === from || i - from > 20 || (i - from > 1 && line.charCodeAt(from) === 0x30)) return false;
  const digits = BigInt(line.slice(from, i));
  if (digits >> (negative ? 63n : 64n) !== 0n) return false;
  const value = negative ? BigInt.asUintN(64, -digits) : digits;
  halves[2 * index] = Number(value & 0xffff_ffffn);
  halves[2 * index + 1] = Number(value >> 32n);
  cursor.at = i;
  return true;
}

/** The value of a hexadecimal digit's character code, -1 for any other character (NaN past the end included). */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
