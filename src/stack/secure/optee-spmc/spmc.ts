import { OPTEE_ID, SPMC_ID } from '../../../abi/endpoint.ts';
import {
  type Call,
  FFA_ERROR,
  FFA_FEATURES,
  FFA_MEM_FRAG_TX,
  FFA_MEM_LEND,
  FFA_MEM_RECLAIM,
  FFA_MEM_SHARE,
  FFA_MSG_SEND_DIRECT_REQ,
  FFA_MSG_SEND_DIRECT_REQ2,
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
  FFA_VERSION,
} from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { hex, s32 } from '../../../base/bits.ts';
import type { Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE } from '../../../trace/keys.ts';
import { senderOf, w, x } from '../rules/registers.ts';
import { answers, type CallRules, otherwise, type Party, when } from '../rules/rule.ts';
import { PARTITION_INFO_GET, RX_RELEASE, RXTX_MAP, RXTX_UNMAP } from './buffers.ts';
import { directRequest } from './direct.ts';
import { featuresOf } from './features.ts';
import { FRAG_TX, memOp, RECLAIM } from './memory.ts';
import { BIND, CREATE, DESTROY, GET, INFO_GET, UNBIND } from './notifications.ts';
import { handler, OPTEE_REVISION, OPTEE_SOURCE, opteeHref } from './source.ts';
import { VERSION } from './version.ts';

// OP-TEE as SPMC in S-EL1 (core/arch/arm/kernel/thread_spmc.c, thread_spmc_msg_recv, at d5001fe0af66). Runs with all
// exceptions masked on the CPU that called.

const { log } = narrate('secure/optee-spmc/spmc', 'spmc');
const RECEIVE = handler('thread_spmc_msg_recv', 1982);

/** spmc_handle_run: OP-TEE's threads are resumed by messages, never by FFA_RUN (recorded: i4). */
const RUN = answers(handler('spmc_handle_run', 682), [
  when(
    (c) => senderOf(c) === OPTEE_ID || senderOf(c) === SPMC_ID,
    'INVALID_PARAMETERS',
    'threads of OP-TEE are not resumed with FFA_RUN',
  ),
  otherwise([], 'NOT_SUPPORTED', 'there are no partitions in S-EL0 that could be resumed'),
]);

const ERROR = answers(RECEIVE, [
  otherwise([], 'NOT_SUPPORTED', 'OP-TEE has no use for an error', function* (call): Op<void> {
    yield* log(
      'An error comes from the normal world',
      'error',
      `E/TC: thread_spmc_msg_recv: Cannot handle FFA_ERROR(${s32(x(call, 2))})`,
    );
  }),
]);

/** A function without a handler: FFA_NOTIFICATION_SET among them, though FFA_FEATURES names it. */
const UNHANDLED = answers(RECEIVE, [
  otherwise([], 'NOT_SUPPORTED', 'OP-TEE has no handler for it', function* (call): Op<void> {
    yield* log(
      'OP-TEE has no handler for it',
      'error',
      `E/TC: thread_spmc_msg_recv: Unhandled FFA function ID ${hex(w(call, 0))}`,
    );
  }),
]);

type Handles = CallRules | ((call: Frame) => CallRules);

/** By function id: of the widths in which the function exists. */
const HANDLES: ReadonlyMap<bigint, Handles> = new Map(
  (
    [
      [FFA_VERSION, VERSION],
      [FFA_FEATURES, featuresOf],
      [FFA_RXTX_MAP, RXTX_MAP],
      [FFA_RXTX_UNMAP, RXTX_UNMAP],
      [FFA_RX_RELEASE, RX_RELEASE],
      [FFA_PARTITION_INFO_GET, PARTITION_INFO_GET],
      [FFA_RUN, RUN],
      [FFA_MSG_SEND_DIRECT_REQ, directRequest],
      [FFA_MSG_SEND_DIRECT_REQ2, directRequest],
      [FFA_MEM_SHARE, memOp],
      [FFA_MEM_LEND, memOp],
      [FFA_MEM_RECLAIM, RECLAIM],
      [FFA_MEM_FRAG_TX, FRAG_TX],
      [FFA_NOTIFICATION_BITMAP_CREATE, CREATE],
      [FFA_NOTIFICATION_BITMAP_DESTROY, DESTROY],
      [FFA_NOTIFICATION_BIND, BIND],
      [FFA_NOTIFICATION_UNBIND, UNBIND],
      [FFA_NOTIFICATION_GET, GET],
      [FFA_NOTIFICATION_INFO_GET, INFO_GET],
    ] as readonly (readonly [Call, Handles])[]
  ).flatMap(([call, handles]) =>
    call.widths.map((width): [bigint, Handles] => [width === 32 ? call.id32 : call.id64, handles]),
  ),
);

export const opteeSpmc: Party = {
  actor: 'spmc',
  source: OPTEE_SOURCE,
  version: OPTEE_REVISION,
  href: opteeHref,
  stopped: OPTEE.panic,
  handles(call) {
    const id = x(call, 0);
    if (id === FFA_ERROR.id32) return ERROR;
    const handles = HANDLES.get(id) ?? UNHANDLED;
    return typeof handles === 'function' ? handles(call) : handles;
  },
};
