import { bytesOfHex } from '../../../abi/bytes.ts';
import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS } from '../../../abi/function-id.ts';
import { MEMORY_SIZES, memoryTransactionSize, NORMAL_WB_INNER } from '../../../abi/memory-descriptor.ts';
import { hex, lo32 } from '../../../base/bits.ts';
import { get, type Op } from '../../../sim/effects.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';
import { DESCRIPTOR_KEYS, type Descriptor, descriptorGuards, readDescriptor } from '../descriptor.ts';
import { giveBackPages, overlap, takenIn, takePages } from '../pages.ts';
import type { Cells } from '../rules/cells.ts';
import { all, whether } from '../rules/guard.ts';
import { numberOf, w, wide } from '../rules/registers.ts';
import { type Rule, when } from '../rules/rule.ts';
import { FFA_VERSION_1_1 } from './features.ts';
import { liesIn } from './normal-memory.ts';

// What OP-TEE looks at in the descriptor of FFA_MEM_SHARE and FFA_MEM_LEND (core/arch/arm/kernel/thread_spmc.c:
// spmc_read_mem_transaction, mem_op_init, add_mem_op, add_mem_op_helper; core/arch/arm/mm/mobj_ffa.c; OP-TEE d5001fe0).

const wrong = descriptorGuards(0, OPTEE_ID);
const totalOf = (c: Frame): number => Number(w(c, 1));
const isShare = (c: Frame): boolean => numberOf(c) === FUNCTION_IDS.FFA_MEM_SHARE.number;
const own = (d: Descriptor) => d.receivers.find((r) => r.id === OPTEE_ID);
/** FFA_MEM_ACC_RW, and nothing beside it. */
const READ_WRITE = 2;
const MOST = { byte: 0xff, offset: 0xffff } as const;
/** enum mobj_use_case: memory that is shared, and two uses of memory that is protected. */
const USE_CASES = { shared: 0n, protected: [1n, 2n] } as const;
/** The tag is cut to an enum. */
const purposeOf = (d: Descriptor): bigint => lo32(d.tag);
/** mobj_ffa_sel1_spmc_new: a lent page is protected where the tag names such a use. */
const isProtected = (d: Descriptor, c: Frame): boolean => !isShare(c) && purposeOf(d) !== USE_CASES.shared;
/** OPTEE_MSG_FMEM_INVALID_GLOBAL_ID: a descriptor with it counts as one without a handle. */
const NO_HANDLE = 0xffff_ffff_ffff_ffffn;

/** plat_set_protmem_range of a build without CFG_CORE_DYN_PROTMEM; of a recorded one the capabilities tell. */
const cannotProtect = whether(
  () => [SPMC.protmem],
  (_c, cells) => (cells.isExact ? cells.read(SPMC.protmem)?.value !== true : null),
);

/**
 * The descriptor does not hold its head. One of Linux's own core has one range at least, in the layout of the version that
 * Linux goes on with, which a fault can make another than OP-TEE's.
 */
const noHead = whether(
  () => DESCRIPTOR_KEYS,
  (c, cells) => {
    if (!cells.isExact) return null;
    const version = Number(cells.read(SPMC.ffaVersion)?.value ?? 0);
    const layout = version >= FFA_VERSION_1_1 ? '1.1' : '1.0';
    const isLinux = cells.read(BUFFERS.tx)?.value === undefined;
    return totalOf(c) < (isLinux ? memoryTransactionSize(layout, 1) : MEMORY_SIZES.header[layout]);
  },
);

const rangesAt = (d: Descriptor): number => (own(d)?.composite ?? 0) + MEMORY_SIZES.composite;

/** add_mem_op_helper, mobj_ffa_add_pages_at: which ranges cannot be taken in. */
function cannotBeAdded(d: Descriptor, c: Frame, cells: Cells): boolean {
  const memory = cells.read(SPMC.normalMemory)?.value;
  let added = 0;
  for (const range of d.ranges) {
    if (added + range.pages > d.totalPages || !liesIn(memory, range.address, BigInt(range.pages) * 4096n)) return true;
    if (isProtected(d, c) && range.address !== (d.ranges[0]?.address ?? 0n) + BigInt(added) * 4096n) return true;
    added += range.pages;
  }
  return added !== d.totalPages;
}

/** cmp_pa_overlap: pages that are shared may be shared again; none may be protected and something else. */
function overlaps(d: Descriptor, c: Frame, cells: Cells): boolean {
  const others = takenIn(cells).filter((t) => t.who !== 'buffers');
  return others.some(
    (t) => (isProtected(d, c) || t.who.endsWith(PROTECTED)) && d.ranges.some((range) => overlap(range, t.range)),
  );
}

const invalid = (guard: Rule['guard'], sentence: string): Rule => when(guard, 'INVALID_PARAMETERS', sentence);

/** In the order of the C. At this commit `frag_len` of spmc_read_mem_transaction is the total length. */
export const DESCRIPTOR: readonly Rule[] = [
  invalid(noHead, 'the descriptor is shorter than its head'),
  invalid(
    wrong(
      (d) =>
        d.attributes > MOST.byte ||
        d.flags > BigInt(MOST.byte) ||
        d.receiverSize > MOST.byte ||
        d.receiverCount > MOST.byte ||
        d.receiversAt > MOST.offset ||
        d.receiversAt % 16 !== 0,
    ),
    'attributes, flags, size or number of the receivers are above 255, or the receivers begin at no multiple of 16',
  ),
  invalid(
    wrong((d, c) => d.receiversAt + d.receiverSize * d.receiverCount > totalOf(c)),
    'the receivers do not fit into the descriptor',
  ),
  invalid(
    wrong((d, c) => d.attributes !== (isShare(c) ? NORMAL_WB_INNER : 0)),
    'shared memory must be normal, write-back, inner shareable (0x2f), and lent memory have no attributes',
  ),
  invalid(
    wrong((d) => own(d) === undefined || own(d)?.permissions !== READ_WRITE),
    'OP-TEE is no receiver, or its permissions are not exactly read-write',
  ),
  invalid(
    wrong((d, c) => rangesAt(d) > totalOf(c) || rangesAt(d) % 8 !== 0),
    'the list of pages does not lie in the descriptor',
  ),
  invalid(
    wrong((d) => d.totalPages === 0 || d.rangeCount === 0),
    'the list of pages is empty',
  ),
  invalid(
    wrong((d, c) => rangesAt(d) + d.rangeCount * MEMORY_SIZES.range > totalOf(c)),
    'the list of pages is longer than the descriptor',
  ),
  when(
    wrong((d) => d.handle !== 0n && d.handle !== NO_HANDLE),
    'NO_MEMORY',
    'the descriptor has a handle already, which only a hypervisor gives',
  ),
  when(
    wrong((d, c) => isProtected(d, c) && !(USE_CASES.protected as readonly bigint[]).includes(purposeOf(d))),
    'NO_MEMORY',
    'the tag of lent memory names no use that OP-TEE knows',
  ),
];

export const PAGES: readonly Rule[] = [
  invalid(
    wrong(cannotBeAdded, [SPMC.normalMemory]),
    'a page is not the normal world’s, or the pages are not as many as were told',
  ),
  invalid(wrong(overlaps, [SPMC.pages]), 'a page of it is protected, or would be and is in use'),
  invalid(all(wrong(isProtected), cannotProtect), 'this OP-TEE is built without protected memory'),
];

const PROTECTED = '(protected)';
const handleIn = (reply: Frame): bigint => wide(reply, 2, 3);

/** What is shared or lent where the addresses are known. */
export function* rememberPages(call: Frame, reply: Frame): Op<void> {
  const text = yield* get(BUFFERS.tx);
  if (typeof text !== 'string') return;
  const version = Number((yield* get(SPMC.ffaVersion)) ?? 0);
  const d = readDescriptor(bytesOfHex(text), version, OPTEE_ID);
  yield* takePages(`${hex(handleIn(reply))}${isProtected(d, call) ? PROTECTED : ''}`, d.ranges);
}

export function* forgetPages(call: Frame): Op<void> {
  const handle = hex(wide(call, 1, 2));
  yield* giveBackPages(handle);
  yield* giveBackPages(`${handle}${PROTECTED}`);
}
