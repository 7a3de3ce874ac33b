import type { Frame } from '../../../abi/frame.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { hi32, lo32 } from '../../../base/bits.ts';
import { SPMC } from '../../../trace/keys.ts';
import type { Cells } from '../rules/cells.ts';
import { any, not, whether } from '../rules/guard.ts';
import { nonzero, w, wide, x } from '../rules/registers.ts';
import { fromCells, success } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, type Rule, when } from '../rules/rule.ts';
import { rxtxMapped, rxtxSize } from './cells.ts';
import { DESCRIPTOR, forgetPages, PAGES, rememberPages } from './descriptor.ts';
import { isNormalMemory } from './normal-memory.ts';
import { sharedMemory } from './shared-memory.ts';
import { handler } from './source.ts';

// Memory that the normal world shares (core/arch/arm/kernel/thread_spmc.c; core/arch/arm/mm/mobj_ffa.c; OP-TEE d5001fe0).

/** SPMC_CORE_SEL1_MAX_SHM_COUNT */
const MAX_HANDLES = 64;
/** FFA_MEMORY_HANDLE_NON_SECURE_BIT */
const NON_SECURE = 1n << 44n;
export const FIRST_HANDLE = NON_SECURE;
const PAGE = 4096n;

const HANDLES = Array.from({ length: MAX_HANDLES }, (_, i) => NON_SECURE | BigInt(i));
const HANDLE_KEYS = HANDLES.map(SPMC.shm);

const totalOf = (c: Frame): bigint => w(c, 1);
const fragmentOf = (c: Frame): bigint => w(c, 2);

const isInUse = (cells: Cells, handle: bigint): boolean | null => {
  const known = cells.read(SPMC.shm(handle));
  return known === null ? null : known.value !== undefined;
};

/** mobj_ffa_sel1_spmc_new: the first index that is free. */
const freeHandle = fromCells('a handle that is not in use', {
  keys: () => HANDLE_KEYS,
  frame(_c, cells) {
    const handle = HANDLES.find((h) => isInUse(cells, h) !== true);
    return handle === undefined ? null : successFrame(lo32(handle), hi32(handle));
  },
  fits(_c, cells, reply) {
    const handle = wide(reply, 2, 3);
    const isOurs = HANDLES.includes(handle) && isInUse(cells, handle) !== true;
    return isOurs && successFrame(lo32(handle), hi32(handle)).every((word, i) => word === reply[i]);
  },
});

const noHandle = whether(
  () => HANDLE_KEYS,
  (_c, cells) => (HANDLES.every((h) => isInUse(cells, h) === true) ? true : cells.isExact ? false : null),
);

/** What lies at an address of the caller's own: a run has nothing there, a machine may. */
const nothingThere = whether(
  () => [],
  (_c, cells) => (cells.isExact ? true : null),
);

const FIRST: readonly Rule[] = [
  when(nonzero(5, 6, 7), 'INVALID_PARAMETERS', 'w5..w7 must be zero'),
  when((c) => fragmentOf(c) > totalOf(c), 'INVALID_PARAMETERS', 'the fragment is longer than the whole'),
];

/**
 * At this commit both callers of spmc_read_mem_transaction give the total and the fragment length in swapped order, so a
 * descriptor in more than one fragment is refused (source; recorded: g8).
 */
const IN_FRAGMENTS = when(
  (c) => totalOf(c) > fragmentOf(c),
  'INVALID_PARAMETERS',
  'the descriptor comes in fragments: the two lengths are passed on in swapped order',
);

const LAST: readonly Rule[] = [
  when(noHandle, 'NO_MEMORY', 'all 64 handles are in use'),
  ...PAGES,
  otherwise([sharedMemory.share], freeHandle, 'the memory has the first handle that was free', rememberPages),
];

/** FFA_MEM_SHARE and FFA_MEM_LEND with the descriptor in Linux's TX buffer. */
const IN_BUFFER = answers(handler('handle_mem_op', 1406), [
  ...FIRST,
  when((c) => w(c, 4) !== 0n, 'INVALID_PARAMETERS', 'without an address there is no number of pages'),
  when(
    any(
      not(rxtxMapped.is(true)),
      rxtxSize.matches((size, c) => fragmentOf(c) > BigInt(size)),
    ),
    'DENIED',
    'no buffers are mapped, or the fragment is longer than the buffer',
  ),
  IN_FRAGMENTS,
  ...DESCRIPTOR,
  ...LAST,
]);

/** The same with a buffer of the caller's own (handle_mem_op_tmem). */
const IN_OWN_MEMORY = answers(handler('handle_mem_op', 1406), [
  ...FIRST,
  when(
    not(isNormalMemory((c) => [x(c, 3), w(c, 4) * PAGE])),
    'INVALID_PARAMETERS',
    'the buffer is not in normal-world memory',
  ),
  when(
    (c) => w(c, 4) * PAGE < fragmentOf(c) + (x(c, 3) % PAGE),
    'INVALID_PARAMETERS',
    'the fragment is longer than the buffer',
  ),
  when((c) => x(c, 3) % PAGE !== 0n, 'INVALID_PARAMETERS', 'the buffer does not begin at a page'),
  IN_FRAGMENTS,
  when(nothingThere, 'INVALID_PARAMETERS', 'there is no descriptor at this address'),
  ...LAST,
]);

export const memOp = (call: Frame): CallRules => (x(call, 3) === 0n ? IN_BUFFER : IN_OWN_MEMORY);

export const FRAG_TX = answers(handler('handle_mem_frag_tx', 1476), [
  otherwise([], 'INVALID_PARAMETERS', 'no share with this handle waits for a fragment'),
]);

export const RECLAIM = answers(handler('handle_mem_reclaim', 1558), [
  when(nonzero(3, 4, 5, 6, 7), 'INVALID_PARAMETERS', 'w3..w7 must be zero'),
  when(not(sharedMemory.isThere), 'INVALID_PARAMETERS', 'there is no such handle'),
  when(sharedMemory.isUsed, 'DENIED', 'OP-TEE still uses the memory, or has not been told to forget it'),
  otherwise([sharedMemory.forget], success(), 'the memory is the normal world’s alone again', forgetPages),
]);
