import { hex } from '../base/bits.ts';

/** Versions of FF-A whose descriptors differ. */
export const MEMORY_VERSIONS = ['1.0', '1.1', '1.2'] as const;
export type MemoryVersion = (typeof MEMORY_VERSIONS)[number];

/** Sizes in bytes. Linux 6.12 include/linux/arm_ffa.h struct ffa_mem_region and ffa_emad_size_get(). */
export const MEMORY_SIZES = {
  /** The head: 1.0 ends where 1.1 has the offset of the endpoint array. */
  header: { '1.0': 32, '1.1': 48, '1.2': 48 },
  /** One endpoint memory access descriptor: 1.2 has 16 bytes of implementation defined values more. */
  endpoint: { '1.0': 16, '1.1': 16, '1.2': 32 },
  composite: 16,
  range: 16,
} as const;

/** Normal memory, write back, inner shareable: what Linux sends with FFA_MEM_SHARE. Linux ffa_memory_attributes_get(). */
export const NORMAL_WB_INNER = 0x2f;

/** Pages of 4 KiB that lie together. */
export interface MemoryRange {
  readonly address: bigint;
  /** Pages of 4 KiB. */
  readonly pages: number;
}

/** Who gets the memory. */
export interface MemoryReceiver {
  readonly id: number;
  /** Read-only 1, read-write 2, not executable 4, executable 8 (Linux arm_ffa.h FFA_MEM_RO and so on). */
  readonly permissions: number;
  readonly flags?: number;
}

/** A memory transaction descriptor: what lies in the TX buffer at FFA_MEM_SHARE. */
export interface MemoryTransaction {
  readonly sender: number;
  readonly attributes: number;
  readonly flags: number;
  readonly handle: bigint;
  readonly tag: bigint;
  readonly receivers: readonly MemoryReceiver[];
  readonly ranges: readonly MemoryRange[];
}

/** What a descriptor says of itself where that is not what lies in it: to see what a receiver makes of a wrong one. */
export interface MemoryLayout {
  /** Bytes of an entry of the receivers; 1.0 has no such field. */
  readonly receiverSize?: number;
  readonly receiverCount?: number;
  /** Where the receivers begin; 1.0 has no such field. */
  readonly receiversAt?: number;
  /** Where each receiver says that the composite descriptor begins. */
  readonly compositeAt?: number;
  readonly totalPages?: number;
  readonly rangeCount?: number;
}

/** Bytes of a descriptor with one receiver: 64, 80 or 96, and 16 for each range (protocol 8.4). */
export function memoryTransactionSize(version: MemoryVersion, ranges: number, receivers = 1): number {
  return rangesOffset(version, receivers) + MEMORY_SIZES.range * ranges;
}

/** Where the composite descriptor begins. */
export const compositeOffset = (version: MemoryVersion, receivers: number): number =>
  MEMORY_SIZES.header[version] + MEMORY_SIZES.endpoint[version] * receivers;

const rangesOffset = (version: MemoryVersion, receivers: number): number =>
  compositeOffset(version, receivers) + MEMORY_SIZES.composite;

/** `normal, write-back, inner shareable` for 0x2f. Linux arm_ffa.h FFA_MEM_NORMAL, FFA_MEM_WRITE_BACK and so on. */
export function attributesText(value: bigint): string {
  const v = Number(value);
  if (v === 0) return 'not given';
  const share = ['not shareable', 'reserved', 'outer shareable', 'inner shareable'][v & 3] ?? '';
  const cache = (v >> 2) & 3;
  const type = (v >> 4) & 3;
  if (type === 2) return `normal, ${['reserved', 'not cacheable', 'reserved', 'write-back'][cache]}, ${share}`;
  if (type === 1) return `device ${['nGnRnE', 'nGnRE', 'nGRE', 'GRE'][cache]}`;
  return `memory type ${type}, ${hex(value)}`;
}

/** `read-write, not executable`. */
export function permissionsText(value: bigint): string {
  const v = Number(value);
  const data = ['no data access given', 'read-only', 'read-write', 'reserved'][v & 3] ?? '';
  const code = ['', 'not executable', 'executable', 'reserved'][(v >> 2) & 3] ?? '';
  return code === '' ? data : `${data}, ${code}`;
}
