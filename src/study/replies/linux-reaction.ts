import { errnoText } from '../../abi/errno.ts';
import type { Frame } from '../../abi/frame.ts';
import type { FunctionName } from '../../abi/function-id.ts';
import type { ServiceName } from '../../abi/optee-service.ts';
import { FFA_STATUS, linuxErrno } from '../../abi/status.ts';
import { bits } from '../../base/bits.ts';

/**
 * What Linux 6.12.117 does with an answer: as a sentence for a known place, for every errno that FFA_ERROR becomes.
 * Source: drivers/firmware/arm_ffa/driver.c and drivers/tee/optee/ffa_abi.c (protocol 1.4, 3.4 and 10).
 */
export interface Reaction {
  /** FFA_ERROR with this status, which is not 0. */
  readonly error: (code: number, errno: string) => string;
  /** FFA_ERROR with w2 = 0. */
  readonly zero: string;
  /** A reply that is neither success nor FFA_ERROR. */
  readonly other: string;
}

const NO_FFA = 'there is no FF-A at all';
const NO_NOTIFICATIONS = 'there are no notifications in the whole system, and all else works';
const counts = 'Counts as success';

/** Calls for which everything that is not FFA_ERROR counts as success (protocol 1.4). */
const anything = (error: Reaction['error']): Reaction => ({
  error,
  zero: `${counts}.`,
  other: `${counts}: Linux looks only for FFA_ERROR.`,
});

const share = (_code: number, errno: string): string =>
  `The share fails with ${errno}, or with −ENXIO (−6) where more fragments were to follow; the caller gets no shared memory.`;

const REACTIONS: Readonly<Partial<Record<FunctionName, Reaction>>> = {
  FFA_ID_GET: {
    error: () => `"failed to obtain VM id for self", −ENODEV: ${NO_FFA}.`,
    zero: `${counts}: Linux believes that it is VM 0.`,
    other: `${counts}: Linux takes bits 15:0 of w2 for its id.`,
  },
  FFA_RXTX_MAP: anything((_code, errno) => `"failed to register FFA RxTx buffers", ${errno}: ${NO_FFA}.`),
  FFA_RXTX_UNMAP: anything(() => 'Linux does not look at the result.'),
  FFA_RX_RELEASE: anything(() => 'Linux does not look at the result.'),
  FFA_PARTITION_INFO_GET: {
    error: (_code, errno) => `"No partitions found, error" with ${errno}; the FF-A core gives up with −EINVAL.`,
    zero: 'Counts as success with 0 partitions: "No partitions found", and the FF-A core gives up with −EINVAL.',
    other: `${counts}: Linux takes w2 for the number of partitions.`,
  },
  FFA_NOTIFICATION_BITMAP_CREATE: anything(
    (_code, errno) => `"Notification bitmap create error", ${errno}: ${NO_NOTIFICATIONS}.`,
  ),
  FFA_NOTIFICATION_BITMAP_DESTROY: anything(
    () => 'Linux does not look at the result; the next kernel is told DENIED when it makes its bitmap.',
  ),
  FFA_NOTIFICATION_BIND: {
    error: (code, errno) =>
      code === FFA_STATUS.DENIED
        ? `notify_request returns ${errno}: the driver takes the id for bound and tries the next one.`
        : `notify_request returns ${errno}: the driver tries no other id, logs it and works without notifications.`,
    zero: 'notify_request returns 0: the id counts as bound in Linux and is not bound at the SPMC.',
    other:
      'notify_request returns −EINVAL (−22): the driver works without notifications, and the id may stay bound at the SPMC.',
  },
  FFA_NOTIFICATION_UNBIND: {
    error: (_code, errno) =>
      `notify_relinquish returns ${errno} and the driver does not look: the callback is gone, the id stays bound.`,
    zero: 'notify_relinquish returns 0: Linux believes that the id is free.',
    other: 'notify_relinquish returns −EINVAL (−22) and the driver does not look; the callback is gone.',
  },
  FFA_NOTIFICATION_SET: {
    error: (_code, errno) => `notify_send returns ${errno}.`,
    zero: 'notify_send returns 0, and nobody was signalled.',
    other: 'notify_send returns −EINVAL (−22).',
  },
  FFA_NOTIFICATION_GET: {
    error: (_code, errno) =>
      `"Failed to retrieve notifications" with ${errno}: the ids stay pending, no callback runs.`,
    zero: 'Counts as success, and Linux reads bitmaps that nobody has written (struct ffa_notify_bitmaps on the stack).',
    other: '"Failed to retrieve notifications" with −EINVAL (−22): no callback runs.',
  },
  FFA_NOTIFICATION_INFO_GET: {
    error: (code) =>
      code === FFA_STATUS.NO_DATA
        ? 'Meant to be silent. 6.12 compares 64 bits with −9 and prints "Notification Info fetch failed"; nobody is told.'
        : '"Notification Info fetch failed"; nobody is told until the next interrupt.',
    zero: '"Notification Info fetch failed"; nobody is told until the next interrupt.',
    other: '"Notification Info fetch failed"; nobody is told until the next interrupt.',
  },
  FFA_MEM_SHARE: {
    error: share,
    zero: 'Counts as success, and the memory has the handle 0.',
    other: 'The share fails with −EOPNOTSUPP (−95); the SPMC may have made a handle that nobody gives back.',
  },
  FFA_MEM_LEND: {
    error: share,
    zero: 'Counts as success, and the memory has the handle 0.',
    other: 'The share fails with −EOPNOTSUPP (−95); the SPMC may have made a handle that nobody gives back.',
  },
  FFA_MEM_FRAG_TX: {
    error: (_code, errno) => `The share fails with ${errno}, or with −ENXIO (−6) where more fragments were to follow.`,
    zero: 'Counts as the end of the transfer.',
    other: 'The share fails with −EOPNOTSUPP (−95), or with −ENXIO (−6) where more fragments were to follow.',
  },
  FFA_MEM_RECLAIM: anything((_code, errno) => `"mem_reclaim" with ${errno}: Linux frees its pages all the same.`),
  FFA_RUN: {
    error: (_code, errno) => `The request that was preempted fails with ${errno}.`,
    zero: 'Counts as success, with the words of the request that was preempted.',
    other: 'The request that was preempted fails with −EINVAL (−22).',
  },
};

/** What the OP-TEE driver does when sync_send_receive fails, and when it succeeds with the request's own words. */
const DIRECT: Readonly<Record<ServiceName, { readonly error: (errno: string) => string; readonly zero: string }>> = {
  GET_API_VERSION: {
    error: (errno) => `"Unexpected error" with ${errno}: the probe fails with −EINVAL (−22).`,
    zero: 'The words of the request count as the answer: "Incompatible OP-TEE API version 0.0", the probe fails.',
  },
  GET_OS_VERSION: {
    error: (errno) => `"Unexpected error" with ${errno}: the probe fails with −EINVAL (−22).`,
    zero: 'The words of the request count as the answer: "revision 1.0".',
  },
  EXCHANGE_CAPABILITIES: {
    error: (errno) => `"Unexpected error" with ${errno}: the probe fails with −EINVAL (−22).`,
    zero: 'The words of the request count as the answer: "Unexpected exchange error 2", the probe fails.',
  },
  UNREGISTER_SHM: {
    error: (errno) => `"Unregister SHM" with ${errno}; FFA_MEM_RECLAIM follows all the same.`,
    zero: 'Counts as success; FFA_MEM_RECLAIM follows.',
  },
  ENABLE_ASYNC_NOTIF: {
    error: (errno) => `The driver logs ${errno}, unbinds the id and works without notifications.`,
    zero: 'The words of the request count as the answer: w3 is still 5, which is positive, and counts as enabled.',
  },
  RELEASE_PROTMEM: {
    error: (errno) => `The call fails with ${errno}.`,
    zero: 'The words of the request count as the answer.',
  },
  YIELDING_CALL_WITH_ARG: {
    error: (errno) => `The call fails with ${errno}; Linux wakes the next call that waits for a thread.`,
    zero: 'The words of the request count as the answer: w3 is 0x80000000, so the call fails with −EIO (−5).',
  },
  YIELDING_CALL_RESUME: {
    error: (errno) => `The call fails with ${errno}; the thread of OP-TEE stays suspended for good.`,
    zero: 'The words of the request count as the answer: w3 is 0x80000001, so the call fails with −EIO (−5).',
  },
};

const SUPPORTED = 'Counts as "it is there", with properties that nobody has written.';

function featuresReaction(call: Frame): Reaction {
  const asked = bits(call[1] ?? 0n, 31, 0);
  const does = (text: string): Reaction => ({ ...anything(() => text), zero: SUPPORTED });
  if (asked === 2n) return does('No SRI: without an NPI there are no notifications in the whole system.');
  if (asked === 1n) return does('No NPI: Linux relies on the SRI.');
  if (asked === 0x8400007dn) return does('Linux makes no bitmap and goes on to ask for the interrupts.');
  if (asked === 0xc4000066n) return does('Linux takes buffers of 4 KiB.');
  if (asked === 0xc4000072n || asked === 0xc4000073n) {
    return does('Linux shares memory with the 32-bit calls if both FFA_MEM_LEND and FFA_MEM_SHARE are refused.');
  }
  if (asked === 0xc400008dn || asked === 0xc400008en) return does('Linux does not use FFA_MSG_SEND_DIRECT_REQ2.');
  if (asked === 0xc400008bn) return does('Linux asks for the partitions through the RX buffer.');
  return does('Linux takes it for absent.');
}

const GENERIC: Reaction = {
  error: (_code, errno) => `Linux would make ${errno} of it; it does not use this call.`,
  zero: 'Linux does not use this call.',
  other: 'Linux does not use this call.',
};

/** What Linux does with the answers to this call; `service` is what a direct request to OP-TEE carries. */
export function reactionTo(name: FunctionName, service: ServiceName | null, call: Frame): Reaction {
  if (name === 'FFA_FEATURES') return featuresReaction(call);
  if (name !== 'FFA_MSG_SEND_DIRECT_REQ') return REACTIONS[name] ?? GENERIC;
  const optee = service === null ? null : DIRECT[service];
  return {
    error: (_code, errno) => optee?.error(errno) ?? `sync_send_receive returns ${errno}.`,
    zero: optee?.zero ?? 'sync_send_receive returns 0 and leaves the words of the request.',
    other: optee?.error('−EINVAL (−22)') ?? 'sync_send_receive returns −EINVAL (−22).',
  };
}

/** The sentence for FFA_ERROR with this status. */
export const onError = (reaction: Reaction, code: number): string =>
  code === 0 ? reaction.zero : reaction.error(code, errnoText(linuxErrno(code)));
