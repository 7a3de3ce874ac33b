import type { Frame } from '../../../abi/frame.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { hi32, lo32 } from '../../../base/bits.ts';
import type { Op } from '../../../sim/effects.ts';
import { SPMC, spmcVm } from '../../../trace/keys.ts';
import { ALL_BITS } from '../rules/cells.ts';
import { all, any, not, whether } from '../rules/guard.ts';
import { receiverOf, senderOf, w, wide, x } from '../rules/registers.ts';
import { fromCells, success } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, type Rule, when } from '../rules/rule.ts';
import { ids, isLogical, isSecure } from './bindings.ts';
import { enabled, MAX_CPUS, pending, untold, untoldOfVm0, vcpus } from './cells.ts';
import { stops } from './panic.ts';
import { isPartition, partitionsIn, SECOND_ID } from './second.ts';
import { backToNormalWorld, sriIsDue } from './signal.ts';
import { api } from './source.ts';
import { allTold, everybodyUntold, nobodyIsUntold, toldOfReceiver } from './told.ts';

// Notifications (src/api.c; Hafnium 21bfbdc1). All are global: which vCPU asks is only checked.

const flagsOf = (c: Frame): bigint => w(c, 2);
const DELAY_SRI = 2n;

/** Has the partition bound all of them to this VM? Only the second one binds any. */
const isBoundByReceiver = whether(
  (c) => [spmcVm(receiverOf(c)).boundBy(senderOf(c)), SPMC.partitions],
  (c, cells) => {
    if (partitionsIn(cells) < 2 || receiverOf(c) !== SECOND_ID) return false;
    const { ones, zeros } = cells.readBits(spmcVm(receiverOf(c)).boundBy(senderOf(c)));
    if ((ids(c) & ~ones) === 0n) return true;
    return (ids(c) & zeros) !== 0n ? false : null;
  },
);

/** A call of the normal world is on its way back already. */
function* sriNow(): Op<void> {
  yield* sriIsDue();
  yield* backToNormalWorld();
}

/** From the normal world: to a partition, which has to have bound the ids; OP-TEE binds none. */
export const SET = answers(api('api_ffa_notification_set', 4714), [
  when(
    (c) => (flagsOf(c) & ~DELAY_SRI) !== 0n,
    'INVALID_PARAMETERS',
    'w2 names a vCPU or has another flag: there are global notifications only',
  ),
  when(
    (c) => isSecure(senderOf(c)) || !isSecure(receiverOf(c)) || isLogical(receiverOf(c)),
    'INVALID_PARAMETERS',
    'w1 must name a VM as sender and a partition as receiver',
  ),
  when((c) => ids(c) === 0n, 'INVALID_PARAMETERS', 'w3 and w4 name no id'),
  when((c) => flagsOf(c) !== 0n, 'INVALID_PARAMETERS', 'only a partition may delay the SRI'),
  when(not(isPartition(receiverOf)), 'INVALID_PARAMETERS', 'there is no partition with the id of the receiver'),
  when(isBoundByReceiver, success(), 'the partition has bound these ids, and the normal world is told to run it', {
    writes: [pending.add(ids), untold.add(ids), toldOfReceiver(true)],
    does: sriNow,
  }),
  otherwise([], 'DENIED', 'the partition has bound no id to this sender, or not all'),
]);

const FROM_SPS = 1n;
const FROM_VMS_OR_HYPERVISOR = 0b1010n;
const vcpuOf = (c: Frame): number => senderOf(c);
const isVm0 = (c: Frame): boolean => receiverOf(c) === 0;

const pendingKey = (c: Frame): string => spmcVm(receiverOf(c)).pending;
const pendingIds = fromCells('the ids that are pending', {
  keys: (c) => [pendingKey(c)],
  frame(c, cells) {
    const { ones, zeros } = cells.readBits(pendingKey(c));
    return (ones | zeros) === ALL_BITS ? successFrame(lo32(ones), hi32(ones)) : null;
  },
  fits(c, cells, reply) {
    const { ones, zeros } = cells.readBits(pendingKey(c));
    const told = wide(reply, 2, 3);
    const isBitmap = successFrame(lo32(x(reply, 2)), lo32(x(reply, 3))).every((word, i) => word === reply[i]);
    return isBitmap && (ones & ~told) === 0n && (told & zeros) === 0n;
  },
});

const GET_HANDLER = api('api_ffa_notification_get', 4852);
const GET_FIRST: readonly Rule[] = [
  when((c) => flagsOf(c) > 0xfn, 'INVALID_PARAMETERS', 'w2[31:4] must be zero'),
  when((c) => isSecure(receiverOf(c)), 'INVALID_PARAMETERS', 'w1 names no VM of the normal world'),
  when(
    (c) => (flagsOf(c) & FROM_VMS_OR_HYPERVISOR) !== 0n,
    'INVALID_PARAMETERS',
    'w2 asks for those of VMs or of a hypervisor, which Hafnium does not keep',
  ),
];
const GET_LAST: readonly Rule[] = [
  when(
    any(
      all(isVm0, (c) => vcpuOf(c) >= MAX_CPUS),
      all(
        (c) => !isVm0(c),
        vcpus.matches((n, c) => vcpuOf(c) >= n),
      ),
    ),
    'INVALID_PARAMETERS',
    'the VM has no such vCPU: VM 0 has 8, another as many as CREATE said',
  ),
  when((c) => (flagsOf(c) & FROM_SPS) === 0n, success(), 'w2 does not ask for those of partitions'),
  otherwise(
    [pending.clear, untold.clear, toldOfReceiver(false)],
    pendingIds,
    'all that is pending, and nothing is pending any more',
  ),
];
const GET = answers(GET_HANDLER, [...GET_FIRST, ...GET_LAST]);
/** CHECK(receiver_locked.vm != NULL) */
const GET_OF_VM = answers(GET_HANDLER, [
  ...GET_FIRST,
  stops(not(enabled.is(true)), 'Hafnium has no record of this VM, takes that for impossible, and panics'),
  ...GET_LAST,
]);
export const getOf = (call: Frame): CallRules => (isVm0(call) ? GET : GET_OF_VM);

/** In its 64-bit form only; its registers are not looked at. */
export const INFO_GET = answers(api('api_ffa_notification_info_get', 4982), [
  when(nobodyIsUntold, 'NO_DATA', 'nothing is pending, or what is pending was told before'),
  otherwise([untoldOfVm0.clear, allTold], everybodyUntold, 'ids are pending for these receivers, which is told once'),
]);
