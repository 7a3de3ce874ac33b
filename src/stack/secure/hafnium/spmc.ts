import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId, type Width } from '../../../abi/function-id.ts';
import { SPMC } from '../../../trace/keys.ts';
import { x } from '../rules/registers.ts';
import { answers, at, type CallRules, otherwise, type Party } from '../rules/rule.ts';
import { BIND, UNBIND } from './bindings.ts';
import { CREATE, DESTROY } from './bitmaps.ts';
import { FRAG_RX, RELINQUISH, RETRIEVE_REQ } from './borrowing.ts';
import { MSG_SEND2, RX_ACQUIRE, RX_RELEASE, RXTX_MAP, RXTX_UNMAP } from './buffers.ts';
import { negotiated } from './cells.ts';
import { directRequest, RESPONSE, RUN } from './direct.ts';
import { featuresOf } from './features.ts';
import { FRAG_TX, MEM_SEND, RECLAIM } from './memory.ts';
import { getOf, INFO_GET, SET } from './notifications.ts';
import { PARTITION_INFO_GET, PARTITION_INFO_GET_REGS } from './partitions.ts';
import { NS_RES_INFO_GET } from './resources.ts';
import { HAFNIUM_REVISION, HAFNIUM_SOURCE, hafniumHref } from './source.ts';
import { VERSION } from './version.ts';

// Hafnium as SPMC in S-EL2 (src/arch/aarch64/hypervisor/handler.c, smc_handler_from_nwd, ffa_handler; 21bfbdc1), for calls
// that EL3 passes on.

const UNHANDLED = answers(at('src/arch/aarch64/hypervisor/handler.c', 'smc_handler_from_nwd', 706), [
  otherwise([], 'NOT_SUPPORTED', 'Hafnium has no handler for it'),
]);
const REFUSED = answers(at('src/ffa/spmc/cpu_cycles.c', 'ffa_cpu_cycles_error_32', 885), [
  otherwise([], 'NOT_SUPPORTED', 'Hafnium has no use for an error of the normal world'),
]);
const MSG_SEND = answers(at('src/ffa/spmc/indirect_messaging.c', 'ffa_indirect_msg_send', 76), [
  otherwise([], 'NOT_SUPPORTED', 'the messages of FF-A 1.0 are not carried'),
]);

type Handles = CallRules | ((call: Frame) => CallRules);
const both: readonly Width[] = [32, 64];
const only32: readonly Width[] = [32];
const only64: readonly Width[] = [64];

/** By function id, in the widths that ffa_handler knows. */
const HANDLES: ReadonlyMap<bigint, Handles> = new Map(
  (
    [
      ['FFA_ERROR', only32, REFUSED],
      ['FFA_VERSION', only32, VERSION],
      ['FFA_FEATURES', only32, featuresOf],
      ['FFA_RX_RELEASE', only32, RX_RELEASE],
      ['FFA_RX_ACQUIRE', only32, RX_ACQUIRE],
      ['FFA_RXTX_MAP', only64, RXTX_MAP],
      ['FFA_RXTX_UNMAP', only32, RXTX_UNMAP],
      ['FFA_PARTITION_INFO_GET', only32, PARTITION_INFO_GET],
      ['FFA_PARTITION_INFO_GET_REGS', only64, PARTITION_INFO_GET_REGS],
      ['FFA_RUN', only32, RUN],
      ['FFA_MSG_SEND', only32, MSG_SEND],
      ['FFA_MSG_SEND2', only32, MSG_SEND2],
      ['FFA_MSG_SEND_DIRECT_REQ', both, directRequest],
      ['FFA_MSG_SEND_DIRECT_REQ2', only64, directRequest],
      ['FFA_MSG_SEND_DIRECT_RESP', both, RESPONSE],
      ['FFA_MSG_SEND_DIRECT_RESP2', only64, RESPONSE],
      ['FFA_MEM_DONATE', both, MEM_SEND],
      ['FFA_MEM_LEND', both, MEM_SEND],
      ['FFA_MEM_SHARE', both, MEM_SEND],
      ['FFA_MEM_RETRIEVE_REQ', both, RETRIEVE_REQ],
      ['FFA_MEM_RELINQUISH', only32, RELINQUISH],
      ['FFA_MEM_RECLAIM', only32, RECLAIM],
      ['FFA_MEM_FRAG_RX', only32, FRAG_RX],
      ['FFA_MEM_FRAG_TX', only32, FRAG_TX],
      ['FFA_NOTIFICATION_BITMAP_CREATE', only32, CREATE],
      ['FFA_NOTIFICATION_BITMAP_DESTROY', only32, DESTROY],
      ['FFA_NOTIFICATION_BIND', only32, BIND],
      ['FFA_NOTIFICATION_UNBIND', only32, UNBIND],
      ['FFA_NOTIFICATION_SET', only32, SET],
      ['FFA_NOTIFICATION_GET', only32, getOf],
      ['FFA_NOTIFICATION_INFO_GET', only64, INFO_GET],
      ['FFA_NS_RES_INFO_GET', only64, NS_RES_INFO_GET],
    ] as readonly (readonly [FunctionName, readonly Width[], Handles])[]
  ).flatMap(([name, widths, handles]) =>
    widths.map((width): [bigint, Handles] => [functionId(FUNCTION_IDS[name].number, width), handles]),
  ),
);

/** hvc_smc_handler: a call that was handled, however it was answered, ends the choice of a version. */
const NEGOTIATED = [negotiated.put(true)];

export const hafniumSpmc: Party = {
  actor: 'spmc',
  source: HAFNIUM_SOURCE,
  version: HAFNIUM_REVISION,
  href: hafniumHref,
  stopped: SPMC.panic,
  entry: (call) => (HANDLES.has(x(call, 0)) ? NEGOTIATED : []),
  handles(call) {
    const handles = HANDLES.get(x(call, 0)) ?? UNHANDLED;
    return typeof handles === 'function' ? handles(call) : handles;
  },
};
