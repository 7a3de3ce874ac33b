import type { Frame } from '../../../abi/frame.ts';
import { all, not } from '../rules/guard.ts';
import { receiverOf, w } from '../rules/registers.ts';
import { success } from '../rules/reply.ts';
import { answers, at, otherwise, when } from '../rules/rule.ts';
import { bound, enabled, noRecordIsFree, pending, records, vcpus } from './cells.ts';
import { clearBoundBySecond } from './second.ts';

// A bitmap for a VM (src/ffa/spmc/notifications.c; Hafnium 21bfbdc1). w1[31:16] and w3..w7 are not looked at.

const FILE = 'src/ffa/spmc/notifications.c';
const isSecure = (c: Frame): boolean => (receiverOf(c) & 0x8000) !== 0;
const isVm0 = (c: Frame): boolean => receiverOf(c) === 0;
const vcpuCount = (c: Frame): number => Number(w(c, 2) & 0xffffn);

export const CREATE = answers(at(FILE, 'ffa_notifications_bitmap_create', 225), [
  when(isSecure, 'INVALID_PARAMETERS', 'w1 names no VM of the normal world'),
  when(enabled.is(true), 'DENIED', 'the VM has a bitmap already: an earlier kernel did not destroy it'),
  when(isVm0, success(), 'the bitmap of VM 0 is made, and the number of its vCPUs is not kept', {
    writes: [enabled.put(true)],
  }),
  when(noRecordIsFree, 'NO_MEMORY', 'there are records for 16 VMs beside VM 0'),
  otherwise([enabled.put(true), vcpus.put(vcpuCount), records(1)], success(), 'the VM has a record and a bitmap'),
]);

/** ~0x0U in the C: 32 bits. */
const LOW_IDS = 0xffff_ffffn;

/** vm_notifications_init forgets who bound what, and nothing else. */
export const DESTROY = answers(at(FILE, 'ffa_notifications_bitmap_destroy', 287), [
  when(isSecure, 'INVALID_PARAMETERS', 'w1 names no VM of the normal world'),
  when(not(enabled.is(true)), 'DENIED', 'the VM has no bitmap'),
  when(
    pending.any(() => LOW_IDS),
    'DENIED',
    'an id below 32 is pending',
  ),
  when(all(isVm0), success(), 'the bitmap goes, and ids that were bound are bound no more', {
    writes: [enabled.put(false), bound.clear, clearBoundBySecond],
  }),
  otherwise(
    [enabled.put(undefined), bound.clear, clearBoundBySecond, vcpus.put(undefined), records(-1)],
    success(),
    'the record of the VM goes',
  ),
]);
