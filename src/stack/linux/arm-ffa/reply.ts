import { FFA_ERROR } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { linuxErrno } from '../../../abi/status.ts';
import { s32 } from '../../../base/bits.ts';
import { machine, type Op } from '../../../sim/effects.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL } from '../errno.ts';

/**
 * The errno of an FFA_ERROR, or null for any other reply. The code is `(int)` of x2; 0 is no error at all, so an
 * FFA_ERROR with w2 = 0 reads as success (driver.c, ffa_to_linux_errno). A core as it should be takes it for an error.
 */
export function* errnoOf(reply: Frame): Op<number | null> {
  if (reply[0] !== FFA_ERROR.id32) return null;
  const errno = linuxErrno(s32(reply[2] ?? 0n));
  if (errno !== 0) return errno;
  const { core } = yield* machine<Machine>();
  return core.zeroIsError ? -EINVAL : 0;
}
