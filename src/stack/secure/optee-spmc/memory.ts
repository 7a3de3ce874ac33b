import type { Frame } from '../../../abi/frame.ts';
import { error, success } from '../../../abi/reply.ts';
import { hi32, lo32, u32 } from '../../../base/bits.ts';
import { getFlag, machine, type Op, set } from '../../../sim/effects.ts';
import { SPMC } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import type { Mobj } from '../optee-os/state.ts';
import { BUSY, DENIED, FFA_VERSION_1_1, INVALID_PARAMETERS, NO_MEMORY } from './codes.ts';

// Memory that the normal world shares (thread_spmc.c, handle_mem_op, handle_mem_reclaim; core/arch/arm/mm/mobj_ffa.c;
// OP-TEE d5001fe0).

/** SPMC_CORE_SEL1_MAX_SHM_COUNT */
const MAX_HANDLES = 64;
/** FFA_MEMORY_HANDLE_NON_SECURE_BIT */
const NON_SECURE = 1n << 44n;
const BUFFER = 4096;
const RANGE = 16;

/**
 * FFA_MEM_SHARE and FFA_MEM_LEND with the descriptor in the RX buffer. A descriptor in more than one fragment is
 * refused at this commit: both callers of spmc_read_mem_transaction give the total and the fragment length in swapped
 * order, so "fragment > total" holds (source; recorded: g8).
 */
export function* memShare(call: Frame): Op<Frame> {
  const { secure } = yield* machine<Machine>();
  const [, w1 = 0n, w2 = 0n, x3 = 0n, w4 = 0n, x5 = 0n, x6 = 0n, x7 = 0n] = call;
  const total = Number(lo32(w1));
  const fragment = Number(lo32(w2));
  if (x5 !== 0n || x6 !== 0n || x7 !== 0n || fragment > total) return error(INVALID_PARAMETERS);
  // A buffer of the caller's own, and pages with no buffer: what lies there is not modelled, and Linux sends neither.
  if (x3 !== 0n || lo32(w4) !== 0n) return error(INVALID_PARAMETERS);
  if (!(yield* getFlag(SPMC.rxtx)) || fragment > BUFFER) return error(DENIED);
  if (total > fragment) return error(INVALID_PARAMETERS);
  const header = secure.version >= FFA_VERSION_1_1 ? 0x50 : 0x40;
  if (total < header + RANGE) return error(INVALID_PARAMETERS);
  const handle = freeHandle(secure.shm);
  if (handle === null) return error(NO_MEMORY);
  const pages = Math.floor((total - header) / RANGE);
  secure.shm.set(handle, { pages, active: 0, registered: false, fragments: null });
  yield* set(SPMC.shm(handle), 'shared');
  return success(lo32(handle), hi32(handle));
}

/** FFA_MEM_FRAG_TX: nothing of a fragmented share is ever kept at this commit, so there is no handle to go on with. */
// biome-ignore lint/correctness/useYield: an answer that needs nothing of the kernel
export function* memFragTx(): Op<Frame> {
  return error(INVALID_PARAMETERS);
}

/** FFA_MEM_RECLAIM: DENIED while a call uses it or OP-TEE has not unregistered it. */
export function* memReclaim(call: Frame): Op<Frame> {
  const { secure } = yield* machine<Machine>();
  const [, w1 = 0n, w2 = 0n, ...rest] = call;
  if (rest.some((w) => w !== 0n)) return error(INVALID_PARAMETERS);
  const handle = (lo32(w2) << 32n) | lo32(w1);
  const mobj = secure.shm.get(handle);
  if (mobj === undefined) return error(INVALID_PARAMETERS);
  if (mobj.active > 0 || mobj.registered) return error(DENIED);
  secure.shm.delete(handle);
  yield* set(SPMC.shm(handle), undefined);
  return success(0n);
}

/** mobj_ffa_unregister_by_cookie as UNREGISTER_SHM answers it: what OP-TEE never used is no error. w3 as a u32. */
export function* unregisterByCookie(handle: bigint): Op<bigint> {
  const { secure } = yield* machine<Machine>();
  const mobj = secure.shm.get(handle);
  if (mobj === undefined) return 0n;
  if (mobj.active > 0) return u32(BUSY);
  if (mobj.registered) {
    mobj.registered = false;
    yield* set(SPMC.shm(handle), 'shared');
  }
  return 0n;
}

/** mobj_ffa_get_by_cookie: the first use registers it, and it is in use until `putMobj`. */
export function* getMobj(handle: bigint): Op<Mobj | null> {
  const { secure } = yield* machine<Machine>();
  const mobj = secure.shm.get(handle);
  if (mobj === undefined) return null;
  mobj.registered = true;
  mobj.active++;
  yield* set(SPMC.shm(handle), 'in use by OP-TEE');
  return mobj;
}

export function* putMobj(handle: bigint, mobj: Mobj): Op<void> {
  mobj.active--;
  yield* set(SPMC.shm(handle), mobj.active > 0 ? 'in use by OP-TEE' : 'registered at OP-TEE');
}

function freeHandle(shm: ReadonlyMap<bigint, Mobj>): bigint | null {
  for (let i = 0n; i < MAX_HANDLES; i++) if (!shm.has(NON_SECURE | i)) return NON_SECURE | i;
  return null;
}
