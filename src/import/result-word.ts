import type { Rc } from '../trace/event.ts';

/** The largest errno (include/linux/err.h MAX_ERRNO): a pointer in its last 4095 values is an error. */
const MAX_ERRNO = 4095n;

/**
 * What a return probe printed, as Linux means it: `-13` and `0xfffffffffffffff3` are the errno −13, a kernel address is
 * "ok", nothing is null. A 32-bit register that holds a negative C int (`0xfffffff3`) is read as that int.
 */
export function linuxResult(text: string | null): Rc {
  if (text === null || !/^(-?\d{1,20}|0x[0-9a-f]{1,16})$/i.test(text)) return null;
  const value = BigInt.asUintN(64, BigInt(text));
  const signed = BigInt.asIntN(64, value);
  if (signed < 0n && signed >= -MAX_ERRNO) return Number(signed);
  if (value >= 0xffff_8000_0000n) return signed >= -0x8000_0000n && signed < 0n ? Number(signed) : 'ok';
  if (value >= 0x8000_0000n && value <= 0xffff_ffffn) return Number(BigInt.asIntN(32, value));
  return value <= 0x7fff_ffffn ? Number(value) : 'ok';
}
