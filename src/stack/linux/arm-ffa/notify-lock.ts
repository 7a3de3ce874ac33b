import type { Op } from '../../../sim/effects.ts';
import { mutexLock, mutexUnlock, waitForLock, writeLock, writeUnlock } from '../kernel/lock.ts';
import type { FfaCore } from '../revisions.ts';

// notify_lock: a mutex from 6.7 to 6.15, an rwlock since 6.16 (and in Debian's 6.12.117). Either way it is held across
// the SMC of BIND and UNBIND.

const LOCK = 'notify_lock';

export function* lockNotifiers(core: FfaCore): Op<void> {
  if (core.notifyLock === 'mutex') yield* mutexLock('arm_ffa', LOCK);
  else yield* writeLock(LOCK);
}

export function* unlockNotifiers(core: FfaCore): Op<void> {
  if (core.notifyLock === 'mutex') yield* mutexUnlock(LOCK);
  else yield* writeUnlock(LOCK);
}

/**
 * The lock around a look into the hash: taken and dropped before anything else can happen, so it only waits for a
 * writer. A mutex, in an interrupt, may sleep where sleeping is not allowed.
 */
export function* passReaders(core: FfaCore): Op<void> {
  if (core.notifyLock === 'mutex') {
    yield* mutexLock('arm_ffa', LOCK);
    yield* mutexUnlock(LOCK);
    return;
  }
  yield* waitForLock(LOCK);
}
