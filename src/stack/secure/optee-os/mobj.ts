import { apart, get, getInt, type Op, set } from '../../../sim/effects.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { IN_USE, REGISTERED } from '../optee-spmc/shared-memory.ts';

// How OP-TEE uses shared memory by its handle (core/arch/arm/mm/mobj_ffa.c; OP-TEE d5001fe0).

/** mobj_ffa_get_by_cookie: the first use registers it, and it is in use until `putMobj`. false for an unknown handle. */
export const getMobj = (handle: bigint): Op<boolean> => apart(use(handle));

function* use(handle: bigint): Op<boolean> {
  if ((yield* get(SPMC.shm(handle))) === undefined) return false;
  yield* set(OPTEE.mobjRefs(handle), (yield* getInt(OPTEE.mobjRefs(handle))) + 1);
  yield* set(SPMC.shm(handle), IN_USE);
  return true;
}

/** mobj_put */
export const putMobj = (handle: bigint): Op<void> => apart(leave(handle));

function* leave(handle: bigint): Op<void> {
  const refs = (yield* getInt(OPTEE.mobjRefs(handle))) - 1;
  yield* set(OPTEE.mobjRefs(handle), refs > 0 ? refs : undefined);
  yield* set(SPMC.shm(handle), refs > 0 ? IN_USE : REGISTERED);
}
