/**
 * Reads `a0=0x8400006f a1=0x8001 … a7=0x0` (or `r0=…`) that fills all bytes from `at` to before `to` into halves
 * (read-word.ts). False for anything else, however little it differs: the reader of text decides then. The halves may be
 * written to all the same.
 */
export function readEightRegisters(bytes: Uint8Array, at: number, to: number, halves: Uint32Array): boolean {
  const letter = bytes[at];
  let i = at;
  for (let register = 0; register < 8; register++) {
    if (
      bytes[i] !== letter ||
      bytes[i + 1] !== 0x30 + register ||
      bytes[i + 2] !== 0x3d ||
      bytes[i + 3] !== 0x30 ||
      bytes[i + 4] !== 0x78
    )
      return false;
    i += 5;
    const from = i;
    let low = 0;
    let high = 0;
    for (; i < to; i++) {
      const c = bytes[i] as number;
      const digit = c <= 0x39 ? c - 0x30 : c >= 0x61 && c <= 0x66 ? c - 0x57 : -1;
      if (digit < 0) break;
      if (i - from >= 8) high = (high << 4) | (low >>> 28);
      low = (low << 4) | digit;
    }
    if (i === from || i - from > 16) return false;
    halves[2 * register] = low;
    halves[2 * register + 1] = high;
    if (register < 7) {
      if (bytes[i] !== 0x20) return false;
      i++;
    }
  }
  return i === to;
}
