import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { frame } from '../../../abi/frame.ts';
import { SUCCESS_32 } from '../../../abi/reply.ts';
import { hex } from '../../../base/bits.ts';
import { SPMC } from '../../../trace/keys.ts';
import { takenIn } from '../pages.ts';
import type { Cells } from '../rules/cells.ts';
import { all, any, not } from '../rules/guard.ts';
import { x } from '../rules/registers.ts';
import { fromCells } from '../rules/reply.ts';
import { answers, otherwise, when } from '../rules/rule.ts';
import { mailbox, mapped } from './cells.ts';
import { HANDLES } from './handles.ts';
import { isPartition } from './second.ts';
import { api } from './source.ts';

// FFA_NS_RES_INFO_GET: which memory of the normal world the secure world can reach (src/api.c; Hafnium 21bfbdc1).

const TARGET_VALID = 1n;
const isTargeted = (c: Frame): boolean => (x(c, 2) & TARGET_VALID) !== 0n;
const targetOf = (c: Frame): number => (isTargeted(c) ? Number(x(c, 1) & 0xffffn) : 0);
const isResourceType = (c: Frame): boolean => (x(c, 2) & 0xcn) !== 0n;
const isContinued = (c: Frame): boolean => (x(c, 2) & 0x10n) !== 0n;
/** ffa_is_sp_id */
const isSecure = (id: number): boolean => (id & 0x8000) !== 0;

const HEADER = 16n;
const DESCRIPTOR = 16n;
const sized = (bytes: bigint): Frame => frame(SUCCESS_32 | (1n << 30n), 0n, bytes << 32n);

/** Of each share and loan with OP-TEE its ranges; Linux's own core, whose pages have no addresses here, has one in each. */
function rangesIn(cells: Cells): bigint {
  const known = takenIn(cells);
  const ranges = HANDLES.filter((h) => cells.read(SPMC.shm(h))?.value !== undefined).map((h) =>
    Math.max(1, known.filter((t) => t.who === hex(h)).length),
  );
  return BigInt(ranges.reduce((sum, n) => sum + n, 0));
}

/** A descriptor of each buffer, and one of each range that the target has: OP-TEE, or whoever where none is named. */
const list = fromCells('another number of ranges that are shared', {
  keys: () => [...HANDLES.map(SPMC.shm), SPMC.pages],
  frame(c, cells) {
    if (!cells.isExact) return null;
    const hasShares = targetOf(c) === 0 || targetOf(c) === OPTEE_ID;
    return sized(HEADER + (2n + (hasShares ? rangesIn(cells) : 0n)) * DESCRIPTOR);
  },
  fits(_c, _cells, reply) {
    const bytes = x(reply, 2) >> 32n;
    return bytes >= HEADER + 2n * DESCRIPTOR && bytes % DESCRIPTOR === 0n && reply[0] === sized(bytes)[0];
  },
});

export const NS_RES_INFO_GET = answers(api('api_ffa_ns_res_info_get', 5966), [
  when(
    (c) => isTargeted(c) && targetOf(c) === 0,
    'INVALID_PARAMETERS',
    'w2 says that w1 names an endpoint, and it names none',
  ),
  when((c) => targetOf(c) !== 0 && !isSecure(targetOf(c)), 'INVALID_PARAMETERS', 'w1 names a VM, and no partition'),
  when(isResourceType, 'INVALID_PARAMETERS', 'w2[3:2]: memory is the only resource'),
  when(
    all((c) => targetOf(c) !== 0 && !isContinued(c), not(isPartition(targetOf))),
    'INVALID_PARAMETERS',
    'w1 names no partition that there is',
  ),
  when(
    any(not(mapped.is(true)), not(mailbox.is('empty'))),
    'RETRY',
    'no buffers are mapped, or the RX buffer was not released',
  ),
  when(isContinued, 'ABORTED', 'w2[4] asks for more of a list that was not begun'),
  otherwise([], list, 'the list lies in the RX buffer, whole'),
]);
