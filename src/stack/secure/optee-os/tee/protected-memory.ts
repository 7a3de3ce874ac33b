import { OPTEE_ID } from '../../../../abi/endpoint.ts';
import { hex } from '../../../../base/bits.ts';
import { get, machine, type Op, read, set, write } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import { SPMC } from '../../../../trace/keys.ts';
import { CONTENT, type MessageRef, readMessage, SHARED, writeMessage } from '../../../linux/optee/state.ts';
import type { Machine } from '../../../machine.ts';
import { ASSIGNED, REGISTERED } from '../../optee-spmc/shared-memory.ts';
import {
  TEE_ERROR_BAD_PARAMETERS,
  TEE_ERROR_BUSY,
  TEE_ERROR_ITEM_NOT_FOUND,
  TEE_ERROR_SHORT_BUFFER,
  TEE_SUCCESS,
} from '../codes.ts';

// Protected memory (core/tee/entry_std.c, get_protmem_config; core/arch/arm/kernel/thread_spmc.c,
// thread_spmc_get_protmem_config; core/mm/mobj.c, plat_get_protmem_config; OP-TEE d5001fe0 with CFG_CORE_DYN_PROTMEM).

const { act } = narrate('secure/optee-os/tee/protected-memory', 'optee');

/** The one use case that OP-TEE knows: video that is played. */
const SECURE_VIDEO_PLAY = 1n;
const LEAST_SIZE = 0x10_0000n;
const ALIGNMENT = 0x1000n;
/** `long` has 64 bits: the width of an address that a device must be able to give. */
const ADDRESS_BITS = 64n;
const READ_WRITE = 0x02;
/** struct ffa_mem_access_perm, once for each partition that is lent the memory: its id, what it may do, flags. */
const PERMISSION_BYTES = 4;

/** Message 10: how the memory has to be, and a word for each partition that is lent it. */
export function* getProtmemConfig(arg: MessageRef): Op<void> {
  yield* act('How protected memory has to be', 'get_protmem_config', {}, () => config(arg));
}

/** Message 11: the memory with this handle, which was lent for this use, is protected for it from now on. */
export function* assignProtmem(arg: MessageRef): Op<void> {
  const [value] = (yield* readMessage(arg)).params;
  const handle = value?.type === 'value' ? value.a : 0n;
  yield* act('Memory that was lent is for one use alone', 'assign_protmem', { handle: hex(handle) }, function* () {
    const ret = value?.type === 'value' ? yield* assign(handle, value.b) : TEE_ERROR_BAD_PARAMETERS;
    yield* writeMessage(arg, { ret });
  });
}

/** mobj_ffa_assign_protmem. As a partition of Hafnium OP-TEE retrieves the memory here, and has it until RELEASE_PROTMEM. */
function* assign(handle: bigint, useCase: bigint): Op<bigint> {
  const { secureWorld } = yield* machine<Machine>();
  const state = yield* get(SPMC.shm(handle));
  if (state === undefined) return TEE_ERROR_ITEM_NOT_FOUND;
  if (state === ASSIGNED || state === REGISTERED) return TEE_ERROR_BUSY;
  if (!secureWorld.hasManifests) {
    const lent = String((yield* get(SPMC.pages)) ?? '').includes(`${hex(handle)}(protected)`);
    if (!lent) return TEE_ERROR_ITEM_NOT_FOUND;
    if (useCase !== SECURE_VIDEO_PLAY) return TEE_ERROR_BAD_PARAMETERS;
  }
  yield* set(SPMC.shm(handle), secureWorld.hasManifests ? REGISTERED : ASSIGNED);
  return TEE_SUCCESS;
}

function* config(arg: MessageRef): Op<void> {
  const [useCase, list] = (yield* readMessage(arg)).params;
  if (useCase?.type !== 'value' || list?.type !== 'memory' || useCase.a !== SECURE_VIDEO_PLAY) {
    yield* writeMessage(arg, { ret: TEE_ERROR_BAD_PARAMETERS });
    return;
  }
  const shm = list.handle === null ? null : yield* read(SHARED(list.handle));
  const fits = shm !== null && list.size >= PERMISSION_BYTES;
  if (fits) yield* write(CONTENT(shm.handle), [`${OPTEE_ID.toString(16)} ${READ_WRITE}`]);
  yield* writeMessage(arg, {
    params: [
      { type: 'value', a: LEAST_SIZE, b: ALIGNMENT, c: ADDRESS_BITS },
      { ...list, size: PERMISSION_BYTES },
    ],
    ret: fits ? TEE_SUCCESS : TEE_ERROR_SHORT_BUFFER,
  });
}
