import { MSG_CMD } from '../../../abi/message.ts';
import { RELEASE_PROTMEM } from '../../../abi/optee-service.ts';
import { hex, hi32, lo32 } from '../../../base/bits.ts';
import { get, type Op, read, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { heldKey } from '../../../trace/keys.ts';
import type { DirectData } from '../arm-ffa/direct.ts';
import { memoryLend, memoryReclaim } from '../arm-ffa/memory.ts';
import { EINVAL } from '../errno.ts';
import { freeMsgArg, getMsgArg, type Slot } from './arg-cache.ts';
import { sender } from './send.ts';
import { forgetHandle, rememberHandle } from './shared-memory.ts';
import { OPTEE_DRIVER, type Optee, PROTECTED_FOR, readMessage, type TeeShm } from './state.ts';
import { addUser, dropUser, HEAP } from './tee-device.ts';
import { doCallWithArg } from './yielding-call.ts';

// A buffer of protected memory (drivers/tee/optee/protmem.c and ffa_abi.c, optee_ffa_lend_protmem,
// optee_ffa_reclaim_protmem; drivers/tee/tee_heap.c; Linux 7.3.4, docs/linux-7.3.md). The first lends all memory of the pool to
// OP-TEE, and the last gives it back.

const SRC = 'linux/optee/protected-buffer';
const { step, act, log, pointer } = narrate(SRC, 'optee-driver');
const send = sender(SRC);

/** The least that OP-TEE takes, and where the model has it: nobody else has these pages. */
const POOL = { address: 0x7f00_0000n, pages: 256 } as const;
const PAGE = 4096;
const USE_CASE = 1n;
const SUCCESS = 0n;

/** A client allocates a buffer from the heap of protected memory and gives it back. */
export function* allocateAndFree(): Op<void> {
  const optee = yield* read(OPTEE_DRIVER);
  if (optee === null || (yield* get(heldKey(HEAP))) === undefined) {
    yield* log('Nothing to allocate from', 'info', 'protmem: there is no heap of protected memory');
    return;
  }
  yield* addUser('tee0');
  const shm = yield* within('tee_dma_heap_alloc', initDynProtmem(optee));
  if (typeof shm !== 'number')
    yield* act('The last buffer goes, and the memory with it', 'tee_shm_free', { handle: hex(shm.handle) }, () =>
      takeBack(optee, shm),
    );
  yield* dropUser('tee0');
}

/** init_dyn_protmem: the memory of the pool, lent; a negative errno. */
function* initDynProtmem(optee: Optee): Op<TeeShm | number> {
  const bytes = POOL.pages * PAGE;
  const room = yield* pointer('Memory that a device can reach', 'tee_shm_alloc_dma_mem', { size: bytes }, allocated);
  if (room !== 'ok') return room;
  const made: { shm: TeeShm | null } = { shm: null };
  const args = { pages: POOL.pages, use_case: Number(USE_CASE) };
  const rc = yield* step('Lend it to those that OP-TEE has named', 'optee_ffa_lend_protmem', args, function* () {
    const shm = yield* lend(optee, bytes);
    if (typeof shm === 'number') return shm;
    made.shm = shm;
    return 0;
  });
  if (made.shm === null) yield* release(DMA);
  return made.shm ?? rc;
}

const DMA = 'dma memory';
function* allocated(): Op<'ok'> {
  yield* hold(DMA);
  return 'ok';
}

function* lend(optee: Optee, bytes: number): Op<TeeShm | number> {
  const receivers = (yield* read(PROTECTED_FOR)).map((entry) => {
    const [id = 0, permissions = 0] = entry.split(' ').map((word) => Number.parseInt(word, 16));
    return { id, permissions, flags: 0 };
  });
  const ranges = [POOL];
  const plain = { version: null, sender: 0, attributes: 0, flags: 0, handle: 0n } as const;
  const handle = yield* memoryLend({ ...plain, tag: USE_CASE, receivers, ranges });
  if (typeof handle === 'number') return handle;
  const shm: TeeShm = { handle, bytes, what: 'protected memory' };
  const rc = yield* assign(optee, handle);
  if (rc === 0) {
    const remembered = yield* rememberHandle(optee, shm);
    if (remembered === 0) return shm;
    yield* sendRelease(optee, handle);
    yield* memoryReclaim(handle);
    return remembered;
  }
  yield* memoryReclaim(handle);
  return rc;
}

/** Message 11: from here on the memory is protected, for one use. */
function* assign(optee: Optee, handle: bigint): Op<number> {
  const value = { type: 'value', a: handle, b: USE_CASE, c: 0n } as const;
  const slot = yield* getMsgArg(optee, MSG_CMD.ASSIGN_PROTMEM, [value]);
  if (typeof slot === 'number') return slot;
  const rc = yield* answerIn(optee, slot);
  yield* freeMsgArg(slot);
  return rc;
}

function* answerIn(optee: Optee, slot: Slot): Op<number> {
  const rc = yield* doCallWithArg(optee, slot);
  if (rc !== 0) return rc;
  return (yield* readMessage(slot.arg)).ret === SUCCESS ? 0 : -EINVAL;
}

function* sendRelease(optee: Optee, handle: bigint): Op<number> {
  const fields = { handleLow: lo32(handle), handleHigh: hi32(handle) };
  const data = [...RELEASE_PROTMEM.request(fields)] as DirectData;
  return yield* send('OP-TEE gives the protected memory back', optee.device, data);
}

/** optee_ffa_reclaim_protmem */
function* takeBack(optee: Optee, shm: TeeShm): Op<void> {
  yield* forgetHandle(optee, shm);
  const rc = yield* sendRelease(optee, shm.handle);
  if (rc !== 0) yield* log('OP-TEE was not reached', 'error', `optee: Release SHM id ${hex(shm.handle)} rc ${rc}`);
  const reclaimed = yield* memoryReclaim(shm.handle);
  if (reclaimed !== 0) yield* log('It stays lent', 'error', `optee: mem_reclaim: ${hex(shm.handle)} ${reclaimed}`);
  yield* release(DMA);
}
