import { FFA_ERROR } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { linuxErrno } from '../../../abi/status.ts';
import { s32 } from '../../../base/bits.ts';

/**
 * The errno of an FFA_ERROR, or null for any other reply. The code is `(int)` of x2; 0 is no error at all, so an
 * FFA_ERROR with w2 = 0 reads as success (driver.c, ffa_to_linux_errno).
 */
export function errnoOf(reply: Frame): number | null {
  return reply[0] === FFA_ERROR.id32 ? linuxErrno(s32(reply[2] ?? 0n)) : null;
}
