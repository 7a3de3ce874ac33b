import type { Frame } from '../../../abi/frame.ts';
import { packInfoLists } from '../../../abi/notification.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { hi32, lo32 } from '../../../base/bits.ts';
import { SPMC } from '../../../trace/keys.ts';
import { ALL_BITS } from '../rules/cells.ts';
import { not } from '../rules/guard.ts';
import { is64, nonzero, receiverOf, senderOf, wide, x } from '../rules/registers.ts';
import { fixed, fromCells, success } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { bound, doBottomHalfValue, initialized, pending } from './cells.ts';
import { handler } from './source.ts';

// The notification calls (core/arch/arm/kernel/thread_spmc.c at d5001fe0). The rules stand in the order of the C. Not asked,
// because the C does not: the sender of BIND and UNBIND, whether CREATE came before BIND, whether an id that is bound is pending,
// who bound what UNBIND clears.

/** get_notif_vm_bitmap: without virtualization there is VM 0 and no other. */
const VM0 = 0;
const isOther = (c: Frame): boolean => receiverOf(c) !== VM0;
const ids = (c: Frame): bigint => wide(c, 3, 4);
const NO_SUCH_VM = 'without virtualization there is VM 0 and no other';

export const CREATE = answers(handler('handle_notification_bitmap_create', 1607), [
  when(
    (c) => senderOf(c) !== 0 || nonzero(3, 4, 5, 6, 7)(c),
    'INVALID_PARAMETERS',
    'w1 bits 31:16 and w3..w7 must be zero',
  ),
  when(isOther, 'INVALID_PARAMETERS', NO_SUCH_VM),
  when(initialized.is(true), 'DENIED', 'the bitmap of VM 0 is there already: an earlier kernel did not destroy it'),
  otherwise([initialized.put(true), doBottomHalfValue.put(-1)], success(), 'the bitmap of VM 0 is made'),
]);

export const DESTROY = answers(handler('handle_notification_bitmap_destroy', 1646), [
  when(
    (c) => senderOf(c) !== 0 || nonzero(3, 4, 5, 6, 7)(c),
    'INVALID_PARAMETERS',
    'w1 bits 31:16 and w3..w7 must be zero',
  ),
  when(isOther, 'INVALID_PARAMETERS', NO_SUCH_VM),
  when(pending.any(), 'DENIED', 'an id is pending'),
  when(bound.any(), 'DENIED', 'an id is bound'),
  // memset: afterwards the bottom-half value is 0, not -1.
  otherwise([initialized.put(false), doBottomHalfValue.put(0)], success(), 'nothing is bound or pending'),
]);

export const BIND = answers(handler('handle_notification_bind', 1684), [
  when(nonzero(5, 6, 7), 'INVALID_PARAMETERS', 'w5..w7 must be zero'),
  when(nonzero(2), 'DENIED', 'w2 asks for per-vCPU notifications, or has another flag: there are global ones only'),
  when(isOther, 'INVALID_PARAMETERS', NO_SUCH_VM),
  when(bound.any(ids), 'DENIED', 'one of the ids is bound already'),
  otherwise([bound.add(ids)], success(), 'the ids were free and are bound now'),
]);

export const UNBIND = answers(handler('handle_notification_unbind', 1730), [
  when(nonzero(2, 5, 6, 7), 'INVALID_PARAMETERS', 'w2 and w5..w7 must be zero'),
  when(isOther, 'INVALID_PARAMETERS', NO_SUCH_VM),
  when(pending.any(ids), 'DENIED', 'one of the ids is pending'),
  otherwise([bound.remove(ids)], success(), 'ids that are not pending are unbound, bound or not'),
]);

const wordsOf = (reply: Frame): bigint => wide(reply, 2, 3);
const isBitmap = (reply: Frame): boolean => {
  const expected = successFrame(lo32(x(reply, 2)), lo32(x(reply, 3)));
  return expected.every((value, i) => value === reply[i]);
};

/** w2 and w3: every id that is pending. */
const pendingIds = fromCells('the ids that are pending', {
  keys: () => [SPMC.pending],
  frame(_call, cells) {
    const { ones, zeros } = cells.readBits(SPMC.pending);
    return (ones | zeros) === ALL_BITS ? successFrame(lo32(ones), hi32(ones)) : null;
  },
  fits(_call, cells, reply) {
    const { ones, zeros } = cells.readBits(SPMC.pending);
    return isBitmap(reply) && (ones & ~wordsOf(reply)) === 0n && (wordsOf(reply) & zeros) === 0n;
  },
});

export const GET = answers(handler('handle_notification_get', 1771), [
  when(nonzero(5, 6, 7), 'INVALID_PARAMETERS', 'w5..w7 must be zero'),
  when(
    (c) => (x(c, 2) & 1n) === 0n,
    success(),
    'w2 does not ask for those of secure partitions, and there are no others',
  ),
  when(isOther, 'INVALID_PARAMETERS', NO_SUCH_VM),
  otherwise([pending.clear], pendingIds, 'all that is pending, and nothing is pending any more'),
]);

/** VM 0 as one list without vCPUs: the notifications are global. */
const LISTS = [{ partition: VM0, vcpus: [] }];
const [LISTS_32, LISTS_64] = [packInfoLists(LISTS, 32, false), packInfoLists(LISTS, 64, false)];
const listOfVm0 = fixed((c) => (is64(c) ? LISTS_64 : LISTS_32));

export const INFO_GET = answers(handler('handle_notification_info_get', 1862), [
  when(nonzero(1, 2, 3, 4, 5, 6, 7), 'INVALID_PARAMETERS', 'w1..w7 must be zero'),
  when(not(pending.any()), 'NO_DATA', 'nothing is pending'),
  otherwise([], listOfVm0, 'an id of VM 0 is pending, again and again until GET'),
]);
