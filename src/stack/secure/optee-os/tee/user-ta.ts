import { RPC } from '../../../../abi/message.ts';
import type { Op } from '../../../../sim/effects.ts';
import { narrate } from '../../../../sim/narrate.ts';
import type { MsgParam } from '../../../linux/optee/state.ts';
import { TEE_ERROR_SHORT_BUFFER, TEE_SUCCESS } from '../codes.ts';
import type { Thread } from '../state.ts';
import { rpc } from './rpc.ts';

// A trusted application that lies in the normal world's file system (core/kernel/ree_fs_ta.c, core/tee/tee_ree_fs.c;
// OP-TEE d5001fe0). OP-TEE asks tee-supplicant for it, and keeps its versions in a database of its secure storage.

const { step } = narrate('secure/optee-os/tee/user-ta', 'optee');

/** The application that the scenario's `load-ta` opens. */
export const USER_TA = '8aaaf200-2450-11e4-abe2-0002a5d5c51b';

const APPLICATION = 0n;
const PAGE = 4096;
const TA_BUFFER_PAGES = 10;

/**
 * The requests to the file system, by the number of their parameters, as one first load showed them (recorded:
 * g3-user-ta-load). What each of them reads or writes is the secure storage's affair and is not modelled.
 */
const BEFORE = [3, 2, 3, 2, 2, 2, 1, 3, 2, 2, 2, 3, 2, 2, 2, 2, 2, 2, 1, 1];
const AFTER = { open: [3, 2, 2, 2, 2, 2, 1, 3, 2, 2, 2, 2, 3], write: 31, close: [1, 1] };

/** True when the application is in OP-TEE's memory. */
export function* loadUserTa(thread: Thread): Op<boolean> {
  const payload = yield* allocateMemory(thread, PAGE);
  if (payload === null) return false;
  yield* step('The database of versions is read', 'ree_fs_open', { requests: BEFORE.length });
  yield* storage(thread, BEFORE);
  const loaded = yield* loadBinary(thread);
  if (loaded !== null) {
    const writes = Array.from({ length: AFTER.write }, () => 2);
    yield* step('The database of versions is written', 'ree_fs_commit', {
      requests: AFTER.open.length + AFTER.write + AFTER.close.length,
    });
    yield* storage(thread, [...AFTER.open, ...writes, ...AFTER.close]);
    yield* freeMemory(thread, loaded);
  }
  yield* freeMemory(thread, payload);
  return loaded !== null;
}

/** LOAD_TA twice: once for the size, once with a buffer of that size. The buffer's handle, or null. */
function* loadBinary(thread: Thread): Op<bigint | null> {
  const uuid: MsgParam = { type: 'value', a: 0n, b: 0n, c: 0n };
  yield* step('How large is the application?', 'rpc_load', { uuid: USER_TA });
  const size = yield* rpc(thread, RPC.LOAD_TA, [uuid, { type: 'memory', handle: null, size: 0 }]);
  if (size.ret !== TEE_ERROR_SHORT_BUFFER && size.ret !== TEE_SUCCESS) return null;
  const handle = yield* allocateMemory(thread, TA_BUFFER_PAGES * PAGE);
  if (handle === null) return null;
  yield* step('The application itself', 'rpc_load', { uuid: USER_TA, buffer: `0x${handle.toString(16)}` });
  const memory: MsgParam = { type: 'memory', handle, size: TA_BUFFER_PAGES * PAGE };
  const { ret } = yield* rpc(thread, RPC.LOAD_TA, [uuid, memory]);
  return ret === TEE_SUCCESS ? handle : null;
}

function* storage(thread: Thread, requests: readonly number[]): Op<void> {
  for (const params of requests) {
    const list = Array.from({ length: params }, (): MsgParam => ({ type: 'value', a: 0n, b: 0n, c: 0n }));
    yield* rpc(thread, RPC.FS, list);
  }
}

function* allocateMemory(thread: Thread, bytes: number): Op<bigint | null> {
  const { ret, params } = yield* rpc(thread, RPC.SHM_ALLOC, [
    { type: 'value', a: APPLICATION, b: BigInt(bytes), c: 0n },
  ]);
  const [memory] = params;
  return ret === TEE_SUCCESS && memory?.type === 'memory' ? memory.handle : null;
}

function* freeMemory(thread: Thread, handle: bigint): Op<void> {
  yield* rpc(thread, RPC.SHM_FREE, [{ type: 'value', a: APPLICATION, b: handle, c: 0n }]);
}
