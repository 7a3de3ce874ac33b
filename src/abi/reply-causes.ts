import { bits } from '../base/bits.ts';
import type { Frame } from './frame.ts';
import type { FunctionName } from './function-id.ts';
import { MEM_SHARE_IDS, OPTEE_FEATURES } from './optee-features.ts';
import type { StatusName } from './status.ts';

/** Why a call is answered with a status: one clause for each status that is given. */
export type Causes = Readonly<Partial<Record<StatusName, string>>>;

const MBZ = 'a register that must be zero is not';
const BAD_VM = 'there is no such VM';

const MEMORY: Causes = {
  INVALID_PARAMETERS:
    'the descriptor is wrong (attributes not 0x2f, permissions not read-write, page counts), pages are shared already, or the descriptor has more than one fragment',
  NO_MEMORY: 'all 64 handles are in use, or there is no memory for another',
  DENIED: 'no buffers are mapped, or the fragment is longer than the buffer',
};

/**
 * Statuses that OP-TEE 4.10 as SPMC in S-EL1 gives for a call from Linux, built without virtualization. Source:
 * core/arch/arm/kernel/thread_spmc.c, the handler of each call; the recordings show BIND, UNBIND, FEATURES and INFO_GET.
 */
const OPTEE: Readonly<Partial<Record<FunctionName, Causes>>> = {
  FFA_RXTX_MAP: {
    INVALID_PARAMETERS:
      'the number of pages is 0, has bits above 5 set, or the addresses are not in normal-world memory',
    NO_MEMORY: 'there is no address space to map the buffers',
    DENIED: 'buffers are mapped already',
  },
  FFA_RXTX_UNMAP: { INVALID_PARAMETERS: 'no buffers are mapped' },
  FFA_RX_RELEASE: { DENIED: 'Linux does not own the RX buffer' },
  FFA_PARTITION_INFO_GET: {
    BUSY: 'no buffers are mapped, or Linux still owns the RX buffer',
    INVALID_PARAMETERS: 'no partition has this UUID, or the descriptors do not fit the buffer',
  },
  FFA_RUN: { INVALID_PARAMETERS: 'threads of OP-TEE are not resumed with FFA_RUN' },
  FFA_NOTIFICATION_BITMAP_CREATE: {
    INVALID_PARAMETERS: `${MBZ}, or ${BAD_VM}`,
    DENIED: 'the bitmap is there already: an earlier kernel did not destroy it',
  },
  FFA_NOTIFICATION_BITMAP_DESTROY: {
    INVALID_PARAMETERS: `${MBZ}, or ${BAD_VM}`,
    DENIED: 'an id is bound or pending',
  },
  FFA_NOTIFICATION_BIND: {
    INVALID_PARAMETERS: `${MBZ}, or the receiver is not VM 0`,
    DENIED: 'one of the ids is bound already, or w2 asks for per-vCPU notifications',
  },
  FFA_NOTIFICATION_UNBIND: {
    INVALID_PARAMETERS: `${MBZ}, or the receiver is not VM 0`,
    DENIED: 'one of the ids is pending',
  },
  FFA_NOTIFICATION_SET: { NOT_SUPPORTED: 'OP-TEE has no handler for it, though FFA_FEATURES says otherwise' },
  FFA_NOTIFICATION_GET: { INVALID_PARAMETERS: `${MBZ}, or the receiver is not VM 0` },
  FFA_NOTIFICATION_INFO_GET: { NO_DATA: 'nothing is pending', INVALID_PARAMETERS: MBZ },
  FFA_MEM_SHARE: MEMORY,
  FFA_MEM_LEND: MEMORY,
  FFA_MEM_FRAG_TX: {
    INVALID_PARAMETERS: 'no share with this handle waits for a fragment, or the fragment is longer than the buffer',
  },
  FFA_MEM_RECLAIM: {
    INVALID_PARAMETERS: `${MBZ}, or there is no such handle`,
    DENIED: 'OP-TEE still uses the memory',
  },
  FFA_MSG_SEND_DIRECT_REQ2: { NOT_SUPPORTED: 'OP-TEE has no service behind it' },
};

/** Functions of FFA_FEATURES that OP-TEE does not answer with success, and why. handle_features(). */
function featureCauses(call: Frame): Causes {
  const asked = bits(call[1] ?? 0n, 31, 0);
  if (asked === 2n) return { NOT_SUPPORTED: 'the platform gave OP-TEE no interrupt for notifications' };
  if (asked === 1n) return { NOT_SUPPORTED: 'the NPI is for partitions and not for Linux' };
  if (OPTEE_FEATURES.has(asked) || MEM_SHARE_IDS.has(asked)) return {};
  const direct2 = asked === 0xc400008dn || asked === 0xc400008en;
  return { NOT_SUPPORTED: direct2 ? 'FF-A below 1.2 was agreed on' : 'OP-TEE does not name it in FFA_FEATURES' };
}

/**
 * Direct requests that OP-TEE's own endpoint does not take: handle_direct_request(), handle_framework_direct_request().
 * Its services never answer with FFA_ERROR.
 */
function directCauses(call: Frame): Causes {
  const receiver = bits(call[1] ?? 0n, 15, 0);
  const type = bits(call[2] ?? 0n, 31, 31) === 1n ? bits(call[2] ?? 0n, 7, 0) : null;
  if (type !== null && receiver >= 0x8000n && receiver <= 0x8001n) {
    return type === 8n ? {} : { NOT_SUPPORTED: 'OP-TEE does not know this message of the framework' };
  }
  if (receiver === 0x8001n) return {};
  if (receiver === 0x8000n) return { INVALID_PARAMETERS: 'the SPMC takes only messages of the framework' };
  return { INVALID_PARAMETERS: 'OP-TEE runs no other partitions' };
}

/** Statuses that OP-TEE as SPMC gives for this call, with the cause of each. */
export function opteeCauses(name: FunctionName, call: Frame): Causes {
  if (name === 'FFA_FEATURES') return featureCauses(call);
  return name === 'FFA_MSG_SEND_DIRECT_REQ' ? directCauses(call) : (OPTEE[name] ?? {});
}

/**
 * Statuses that Hafnium as SPMC in S-EL2 gives where OP-TEE does not. Source: Hafnium 21bfbdc1 src/ffa/spmc/
 * notifications.c and src/api.c, as protocol 4.4 reports them.
 */
const HAFNIUM: Readonly<Partial<Record<FunctionName, Causes>>> = {
  FFA_NOTIFICATION_BITMAP_CREATE: {
    NO_MEMORY: 'no slot for another VM is free',
    NOT_SUPPORTED: 'the caller is not the primary VM',
  },
  FFA_NOTIFICATION_BIND: { NOT_SUPPORTED: 'there is no bitmap, or the partition speaks a version below 1.1' },
  FFA_NOTIFICATION_SET: {
    INVALID_PARAMETERS: 'the bitmap is empty, an id is wrong, or Linux asks to delay the SRI',
    DENIED: 'the id is not bound to this sender',
  },
  FFA_NOTIFICATION_INFO_GET: { NOT_SUPPORTED: 'the caller is not the scheduler' },
  FFA_MSG_SEND_DIRECT_REQ: { BUSY: 'the partition is running for someone else' },
};

/** The cause of a status that Hafnium gives for this call; null where it does not. */
export const hafniumCause = (name: FunctionName, status: StatusName): string | null => HAFNIUM[name]?.[status] ?? null;
