import type { Frame } from '../../../abi/frame.ts';
import { frame } from '../../../abi/frame.ts';
import { SUCCESS_32 } from '../../../abi/reply.ts';
import { all, any, not } from '../rules/guard.ts';
import { x } from '../rules/registers.ts';
import { shaped } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { mailbox, mapped } from './cells.ts';
import { isPartition } from './second.ts';
import { api } from './source.ts';

// FFA_NS_RES_INFO_GET: which memory of the normal world the secure world can reach (src/api.c; Hafnium 21bfbdc1).

const TARGET_VALID = 2n;
const isTargeted = (c: Frame): boolean => (x(c, 2) & TARGET_VALID) !== 0n;
const targetOf = (c: Frame): number => (isTargeted(c) ? Number(x(c, 1) & 0xffffn) : 0);
const isResourceType = (c: Frame): boolean => (x(c, 2) & 0xcn) !== 0n;
const isContinued = (c: Frame): boolean => (x(c, 2) & 0x10n) !== 0n;

const HEADER = 16n;
const DESCRIPTOR = 16n;
const sized = (bytes: bigint): Frame => frame(SUCCESS_32 | (1n << 30n), 0n, bytes << 32n);
/** A descriptor of each buffer, and one of each range that is shared. */
const list = shaped(
  'another number of ranges that are shared',
  (_c, _cells, reply) => {
    const bytes = x(reply, 2) >> 32n;
    return bytes >= HEADER + 2n * DESCRIPTOR && bytes % DESCRIPTOR === 0n && reply[0] === sized(bytes)[0];
  },
  () => sized(HEADER + 2n * DESCRIPTOR),
);

export const NS_RES_INFO_GET = answers(api('api_ffa_ns_res_info_get', 5966), [
  when(
    (c) => isTargeted(c) && targetOf(c) === 0,
    'INVALID_PARAMETERS',
    'w2 says that w1 names an endpoint, and it names none',
  ),
  when(
    all((c) => targetOf(c) !== 0, not(isPartition(targetOf))),
    'INVALID_PARAMETERS',
    'w1 names no partition',
  ),
  when(isResourceType, 'INVALID_PARAMETERS', 'w2[3:2]: memory is the only resource'),
  when(
    any(not(mapped.is(true)), not(mailbox.is('empty'))),
    'RETRY',
    'no buffers are mapped, or the RX buffer was not released',
  ),
  when(isContinued, 'ABORTED', 'w2[4] asks for more of a list that was not begun'),
  otherwise([], list, 'the list lies in the RX buffer, whole'),
]);
