import type { Frame } from '../../../abi/frame.ts';
import { spmcVm } from '../../../trace/keys.ts';
import { ALL_BITS } from '../rules/cells.ts';
import { all, any, not, whether } from '../rules/guard.ts';
import { receiverOf, senderOf, wide, x } from '../rules/registers.ts';
import { success } from '../rules/reply.ts';
import { answers, otherwise, type Rule, when } from '../rules/rule.ts';
import { bound, enabled, pending, V1_1, version } from './cells.ts';
import { BOUND_KEYS, boundBySecond, boundToSender, fromSecond, isPartition } from './second.ts';
import { api } from './source.ts';

// Who may signal whom (src/api.c, api_ffa_notification_update_bindings; Hafnium 21bfbdc1). An id that is bound is OP-TEE's,
// or the second partition's where there is one.

const HANDLER = api('api_ffa_notification_update_bindings', 4602);
export const isSecure = (id: number): boolean => (id & 0x8000) !== 0;
/** ffa_direct_msg_is_spmd_lp_id: logical partitions of EL3. */
export const isLogical = (id: number): boolean => id >= 0xffc0 && id <= 0xfffe;
export const ids = (c: Frame): bigint => wide(c, 3, 4);

const FIRST: readonly Rule[] = [
  when(
    (c) => isLogical(senderOf(c)) || !isSecure(senderOf(c)) || isSecure(receiverOf(c)),
    'INVALID_PARAMETERS',
    'w1 must name a partition as sender and a VM as receiver',
  ),
  when((c) => ids(c) === 0n, 'INVALID_PARAMETERS', 'w3 and w4 name no id'),
  when(
    all((c) => receiverOf(c) !== 0, not(enabled.is(true))),
    'INVALID_PARAMETERS',
    'Hafnium has no record of this VM',
  ),
  when(
    all(
      (c) => receiverOf(c) === 0,
      version.matches((v) => v < V1_1),
    ),
    'NOT_SUPPORTED',
    'the normal world asked for FF-A 1.0',
  ),
  when(not(enabled.is(true)), 'NOT_SUPPORTED', 'the VM has no bitmap'),
];

const PENDING = when(pending.any(ids), 'DENIED', 'one of the ids is pending');

/** w5..w7 are not looked at. */
export const BIND = answers(HANDLER, [
  when((c) => x(c, 2) !== 0n, 'INVALID_PARAMETERS', 'w2 has a flag: there are global notifications only'),
  ...FIRST,
  when(not(isPartition(senderOf)), 'INVALID_PARAMETERS', 'there is no partition with the id of the sender'),
  when(bound.any(ids), 'DENIED', 'one of the ids is bound already'),
  PENDING,
  when(fromSecond, success(), 'the ids were free and are bound to the second partition now', {
    writes: [bound.add(ids), boundBySecond.add(ids)],
  }),
  otherwise([bound.add(ids)], success(), 'the ids were free and are bound to OP-TEE now'),
]);

/** Is one of the ids not bound to the sender? */
const oneIsFree = whether(
  BOUND_KEYS,
  (c, cells) => {
    const { ones, zeros } = boundToSender(c, cells);
    if ((ids(c) & zeros) !== 0n) return true;
    return (ids(c) & ~ones & ALL_BITS) === 0n ? false : null;
  },
  (c, knowledge, holds) => {
    if (!holds) knowledge.knowBits(spmcVm(receiverOf(c)).bound, { ones: ids(c), zeros: 0n });
  },
);

/** The flags in w2 are not handed on (ffa_handler): any are taken. */
export const UNBIND = answers(HANDLER, [
  ...FIRST,
  when(any(not(isPartition(senderOf)), oneIsFree), 'DENIED', 'one of the ids is not bound to this sender'),
  PENDING,
  when(fromSecond, success(), 'the ids were bound to the second partition and are free now', {
    writes: [bound.remove(ids), boundBySecond.remove(ids)],
  }),
  otherwise([bound.remove(ids)], success(), 'the ids were bound to OP-TEE and are free now'),
]);
