import { UNREGISTER_SHM } from '../../../abi/optee-service.ts';
import { hex, hi32, lo32 } from '../../../base/bits.ts';
import { machine, type Op, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import type { Machine } from '../../machine.ts';
import type { DirectData } from '../arm-ffa/direct.ts';
import { memoryReclaim, memoryShare } from '../arm-ffa/memory.ts';
import { EEXIST } from '../errno.ts';
import { mightSleep, mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { sender } from './send.ts';
import type { Optee, TeeShm } from './state.ts';
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
    const shm = newShared(Math.ceil(bytes / PAGE) * PAGE, what);
    const failed = yield* registerShared(optee, shm, ranges);
    if (failed !== 0) return failed;
    yield* addUser('tee0');
    made.shm = shm;
    return 'ok';
  });
  return made.shm ?? (rc as number);
}

export function newShared(bytes: number, what: string): TeeShm {
  return { handle: 0n, bytes, what, messages: new Map(), content: [] };
}

/** tee_shm_free of kernel memory: OP-TEE forgets the handle, then the SPMC gives the pages back. */
export function* freeShared(optee: Optee, shm: TeeShm): Op<void> {
  yield* act('OP-TEE may no longer use it', 'tee_shm_free', { handle: hex(shm.handle) }, function* () {
    yield* unregisterShared(optee, shm);
    yield* dropUser('tee0');
  });
}

/** optee_ffa_shm_register: 0 or a negative errno. */
export function* registerShared(optee: Optee, shm: TeeShm, ranges: number): Op<number> {
  const { memory } = yield* machine<Machine>();
  return yield* step('Share the pages', 'optee_ffa_shm_register', { pages: shm.bytes / PAGE }, function* () {
    const handle = yield* memoryShare(ranges);
    if (typeof handle === 'number') return handle;
    if ((yield* rememberHandle(optee, shm, handle)) < 0) {
      yield* memoryReclaim(handle);
      return -EEXIST;
    }
    shm.handle = handle;
    memory.set(handle, shm);
    yield* hold(`shared memory ${hex(handle)}`, shm.what);
    return 0;
  });
}

/** optee_shm_add_ffa_handle: the handle must be new to the driver's hash table. */
function* rememberHandle(optee: Optee, shm: TeeShm, handle: bigint): Op<number> {
  yield* mutexLock('optee-driver', 'optee->ffa.mutex');
  const rc = yield* step('Remember the handle', 'rhashtable_lookup_insert_fast', { handle: hex(handle) }, () =>
    insert(optee, shm, handle),
  );
  yield* mutexUnlock('optee->ffa.mutex');
  return rc;
}

// biome-ignore lint/correctness/useYield: an operation that needs nothing of the kernel
function* insert(optee: Optee, shm: TeeShm, handle: bigint): Op<number> {
  if (optee.handles.has(handle)) return -EEXIST;
  optee.handles.set(handle, shm);
  return 0;
}

/**
 * optee_ffa_shm_unregister: UNREGISTER_SHM, then MEM_RECLAIM. What OP-TEE answers in w3 is not looked at; when it said
 * BUSY the reclaim is refused, and the pages are freed although they are still shared.
 */
export function* unregisterShared(optee: Optee, shm: TeeShm): Op<number> {
  return yield* within('optee_ffa_shm_unregister', withdraw(optee, shm));
}

function* withdraw(optee: Optee, shm: TeeShm): Op<number> {
  optee.handles.delete(shm.handle);
  const fields = { handleLow: lo32(shm.handle), handleHigh: hi32(shm.handle) };
  const data = [...UNREGISTER_SHM.request(fields)] as DirectData;
  const rc = yield* send('OP-TEE forgets the handle', optee.device, data);
  if (rc !== 0) yield* log('It did not come through', 'error', `optee: Unregister SHM id ${hex(shm.handle)} rc ${rc}`);
  return yield* reclaim(shm);
}

/** optee_ffa_shm_unregister_supp: OP-TEE has forgotten this memory already, so it is only reclaimed. */
export function* unregisterSupplicant(optee: Optee, shm: TeeShm): Op<number> {
  optee.handles.delete(shm.handle);
  return yield* within('optee_ffa_shm_unregister_supp', reclaim(shm));
}

function* reclaim(shm: TeeShm): Op<number> {
  const { memory } = yield* machine<Machine>();
  const rc = yield* memoryReclaim(shm.handle);
  if (rc !== 0) yield* log('The pages stay shared', 'error', `optee: mem_reclaim: ${hex(shm.handle)} ${rc}`);
  else {
    memory.delete(shm.handle);
    yield* release(`shared memory ${hex(shm.handle)}`);
  }
  return rc;
}
