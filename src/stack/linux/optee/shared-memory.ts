import { UNREGISTER_SHM } from '../../../abi/optee-service.ts';
import { hex, hi32, lo32 } from '../../../base/bits.ts';
import { forget, type Op, read, update, within, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import type { DirectData } from '../arm-ffa/direct.ts';
import { memoryReclaim, memoryShare } from '../arm-ffa/memory.ts';
import { EEXIST, EINVAL } from '../errno.ts';
import { mightSleep, mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { sender } from './send.ts';
import { CONTENT, messagesIn, type Optee, SHARED, type TeeShm } from './state.ts';
import { addUser, dropUser } from './tee-device.ts';

// Memory that OP-TEE may use (drivers/tee/optee/ffa_abi.c, drivers/tee/tee_shm.c; Linux 6.12.117).

const SRC = 'linux/optee/shared-memory';
const { pointer, step, act, log } = narrate(SRC, 'optee-driver');
const send = sender(SRC);

const PAGE = 4096;

/**
 * tee_shm_alloc_kernel_buf: pages of the kernel, shared with OP-TEE. Answers the memory or a negative errno. `ranges`
 * is how many physically contiguous pieces it has: one for what the kernel allocates itself.
 */
export function* allocateShared(optee: Optee, bytes: number, what: string, ranges = 1): Op<TeeShm | number> {
  const made: { shm: TeeShm | null } = { shm: null };
  yield* mightSleep('optee-driver', 'tee_shm_alloc_kernel_buf');
  const rc = yield* pointer('Memory that OP-TEE may use', 'tee_shm_alloc_kernel_buf', { size: bytes }, function* () {
    const shm = yield* registerShared(optee, Math.ceil(bytes / PAGE) * PAGE, what, ranges);
    if (typeof shm === 'number') return shm;
    yield* addUser('tee0');
    made.shm = shm;
    return 'ok';
  });
  return made.shm ?? (rc as number);
}

/** tee_shm_free of kernel memory: OP-TEE forgets the handle, then the SPMC gives the pages back. */
export function* freeShared(optee: Optee, shm: TeeShm): Op<void> {
  yield* act('OP-TEE may no longer use it', 'tee_shm_free', { handle: hex(shm.handle) }, function* () {
    yield* unregisterShared(optee, shm);
    yield* dropUser('tee0');
  });
}

/** optee_ffa_shm_register: the memory with its handle, or a negative errno. */
export function* registerShared(optee: Optee, bytes: number, what: string, ranges: number): Op<TeeShm | number> {
  const made: { shm: TeeShm | null } = { shm: null };
  const rc = yield* step('Share the pages', 'optee_ffa_shm_register', { pages: bytes / PAGE }, function* () {
    const handle = yield* memoryShare(ranges);
    if (typeof handle === 'number') return handle;
    const shm: TeeShm = { handle, bytes, what };
    if ((yield* rememberHandle(optee, shm)) < 0) {
      yield* memoryReclaim(handle);
      return -EEXIST;
    }
    yield* write(SHARED(handle), shm);
    yield* forget(messagesIn(handle));
    yield* write(CONTENT(handle), []);
    yield* hold(`shared memory ${hex(handle)}`, what);
    made.shm = shm;
    return 0;
  });
  return made.shm ?? rc;
}

/** optee_shm_add_ffa_handle: the handle must be new to the driver's hash table. */
export function* rememberHandle(optee: Optee, shm: TeeShm): Op<number> {
  yield* mutexLock('optee-driver', 'optee->ffa.mutex');
  const rc = yield* step('Remember the handle', 'rhashtable_lookup_insert_fast', { handle: hex(shm.handle) }, () =>
    insert(optee, shm),
  );
  yield* mutexUnlock('optee->ffa.mutex');
  return rc;
}

function* insert(optee: Optee, shm: TeeShm): Op<number> {
  if ((yield* read(optee.handles)).some((known) => known.handle === shm.handle)) return -EEXIST;
  yield* update(optee.handles, (all) => [...all, shm]);
  return 0;
}

export function* forgetHandle(optee: Optee, shm: TeeShm): Op<void> {
  yield* update(optee.handles, (all) => all.filter((known) => known.handle !== shm.handle));
}

/**
 * optee_ffa_shm_unregister: UNREGISTER_SHM, then MEM_RECLAIM. What OP-TEE answers in w3 is not looked at; when it said
 * BUSY the reclaim is refused, and the pages are freed although they are still shared.
 */
export function* unregisterShared(optee: Optee, shm: TeeShm): Op<number> {
  return yield* within('optee_ffa_shm_unregister', withdraw(optee, shm));
}

function* withdraw(optee: Optee, shm: TeeShm): Op<number> {
  yield* forgetHandle(optee, shm);
  const fields = { handleLow: lo32(shm.handle), handleHigh: hi32(shm.handle) };
  let rc = -1;
  for (let n = 0; n < optee.patience.tries && rc !== 0; n++) {
    const data = [...UNREGISTER_SHM.request(fields)] as DirectData;
    rc = yield* send('OP-TEE forgets the handle', optee.device, data);
  }
  if (rc !== 0) yield* log('It did not come through', 'error', `optee: Unregister SHM id ${hex(shm.handle)} rc ${rc}`);
  return yield* reclaim(optee, shm);
}

/** optee_ffa_shm_unregister_supp: OP-TEE has forgotten this memory already, so it is only reclaimed. */
export function* unregisterSupplicant(optee: Optee, shm: TeeShm): Op<number> {
  yield* forgetHandle(optee, shm);
  return yield* within('optee_ffa_shm_unregister_supp', reclaim(optee, shm));
}

function* reclaim(optee: Optee, shm: TeeShm): Op<number> {
  let rc = -1;
  for (let n = 0; n < optee.patience.tries && rc !== 0; n++) {
    rc = yield* memoryReclaim(shm.handle);
    // A handle that is not known when it is asked for again was taken back before, and the answer was lost.
    if (n > 0 && rc === -EINVAL) rc = 0;
  }
  if (rc !== 0) yield* log('The pages stay shared', 'error', `optee: mem_reclaim: ${hex(shm.handle)} ${rc}`);
  else {
    yield* write(SHARED(shm.handle), null);
    yield* release(`shared memory ${hex(shm.handle)}`);
  }
  return rc;
}
