import {
  FFA_FEATURES,
  FFA_MEM_FRAG_TX,
  FFA_MEM_LEND,
  FFA_MEM_RECLAIM,
  FFA_MEM_SHARE,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_NOTIFICATION_BIND,
  FFA_NOTIFICATION_BITMAP_CREATE,
  FFA_NOTIFICATION_BITMAP_DESTROY,
  FFA_NOTIFICATION_GET,
  FFA_NOTIFICATION_INFO_GET,
  FFA_NOTIFICATION_UNBIND,
  FFA_PARTITION_INFO_GET,
  FFA_RUN,
  FFA_RX_RELEASE,
  FFA_RXTX_MAP,
  FFA_RXTX_UNMAP,
} from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { error } from '../../../abi/reply.ts';
import { hex, lo32 } from '../../../base/bits.ts';
import { forever, get, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE } from '../../../trace/keys.ts';
import { features, partitionInfoGet, rxRelease, rxtxMap, rxtxUnmap } from './buffers.ts';
import { INVALID_PARAMETERS, NOT_SUPPORTED } from './codes.ts';
import { directRequest } from './direct.ts';
import { memFragTx, memReclaim, memShare } from './memory.ts';
import { bind, bitmapCreate, bitmapDestroy, infoGet, notificationGet, unbind } from './notifications.ts';

// OP-TEE as SPMC in S-EL1 (core/arch/arm/kernel/thread_spmc.c, thread_spmc_msg_recv, at d5001fe0af66). Runs with all
// exceptions masked on the CPU that called.

const { log } = narrate('secure/optee-spmc/spmc', 'spmc');

const HANDLERS = new Map<bigint, (call: Frame) => Op<Frame>>();
const handles = (call: { id32?: bigint; id64?: bigint }, handler: (call: Frame) => Op<Frame>): void => {
  for (const id of [call.id32, call.id64]) if (id !== undefined) HANDLERS.set(id, handler);
};
handles(FFA_FEATURES, features);
handles(FFA_RXTX_MAP, rxtxMap);
handles(FFA_RXTX_UNMAP, rxtxUnmap);
handles(FFA_RX_RELEASE, rxRelease);
handles(FFA_PARTITION_INFO_GET, partitionInfoGet);
handles(FFA_RUN, run);
handles(FFA_MSG_SEND_DIRECT_REQ, directRequest);
handles(FFA_MEM_SHARE, memShare);
handles(FFA_MEM_LEND, memShare);
handles(FFA_MEM_RECLAIM, memReclaim);
handles(FFA_MEM_FRAG_TX, memFragTx);
handles(FFA_NOTIFICATION_BITMAP_CREATE, bitmapCreate);
handles(FFA_NOTIFICATION_BITMAP_DESTROY, bitmapDestroy);
handles(FFA_NOTIFICATION_BIND, bind);
handles(FFA_NOTIFICATION_UNBIND, unbind);
handles(FFA_NOTIFICATION_GET, notificationGet);
handles(FFA_NOTIFICATION_INFO_GET, infoGet);

/** The reply to one call. A function without a handler, FFA_NOTIFICATION_SET among them, is not supported. */
export function* spmc(call: Frame): Op<Frame> {
  // A panicked OP-TEE answers nobody.
  if ((yield* get(OPTEE.panic)) !== undefined) return yield* forever('OP-TEE, which has panicked');
  const w0 = lo32(call[0] ?? 0n);
  const handler = HANDLERS.get(w0);
  if (handler !== undefined) return yield* handler(call);
  yield* log(
    'OP-TEE has no handler for it',
    'error',
    `E/TC: thread_spmc_msg_recv: Unhandled FFA function ID ${hex(w0)}`,
  );
  return error(NOT_SUPPORTED);
}

/** spmc_handle_run: OP-TEE's threads are resumed by messages, never by FFA_RUN (recorded: i4). */
// biome-ignore lint/correctness/useYield: an answer that needs nothing of the kernel
function* run(): Op<Frame> {
  return error(INVALID_PARAMETERS);
}
