import { hexOfBytes } from '../../../abi/bytes.ts';
import { FUNCTION_IDS } from '../../../abi/function-id.ts';
import { encodeMemoryTransaction } from '../../../abi/memory.ts';
import { hex } from '../../../base/bits.ts';
import { type Op, read, set, write } from '../../../sim/effects.ts';
import { refs } from '../../../sim/memory.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';
import type { Descriptor } from '../descriptor.ts';
import { giveBackPages, takePages } from '../pages.ts';

// What is kept of a descriptor that was in the TX buffer: whose pages they are, and what a hypervisor may ask of them again
// (src/ffa_memory.c, struct ffa_memory_share_state; Hafnium 21bfbdc1).

/** By handle, in hex. */
const REGION = refs<Descriptor | null>('hafnium.memory_region', null);

/** FFA_MEMORY_REGION_TRANSACTION_TYPE_*, in the flags of a descriptor that is handed out. */
const TYPE: ReadonlyMap<number, bigint> = new Map([
  [FUNCTION_IDS.FFA_MEM_SHARE.number, 0x8n],
  [FUNCTION_IDS.FFA_MEM_LEND.number, 0x10n],
  [FUNCTION_IDS.FFA_MEM_DONATE.number, 0x18n],
]);

/** Memory was sent with the function of this number. */
export function* keepRegion(handle: bigint, d: Descriptor, fn: number): Op<void> {
  yield* takePages(hex(handle), d.ranges);
  yield* set(SPMC.receivers(handle), d.receiverCount === 1 ? undefined : d.receiverCount);
  yield* write(REGION(hex(handle)), { ...d, handle, tag: 0n, flags: d.flags | (TYPE.get(fn) ?? 0n) });
}

export function* forgetRegion(handle: bigint): Op<void> {
  yield* giveBackPages(hex(handle));
  yield* set(SPMC.receivers(handle), undefined);
  yield* write(REGION(hex(handle)), null);
}

/** The descriptor as the sender gave it, in the layout of `version`, where the normal world reads it. */
export function* showRegion(handle: bigint, version: Descriptor['version']): Op<void> {
  const d = yield* read(REGION(hex(handle)));
  if (d === null) return;
  const bytes = encodeMemoryTransaction({ ...d, flags: Number(d.flags) }, version, { totalPages: d.totalPages });
  yield* set(BUFFERS.rx, hexOfBytes(bytes));
}
