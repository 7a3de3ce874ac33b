import { writeLe } from './bytes.ts';
import {
  compositeOffset,
  MEMORY_SIZES,
  type MemoryLayout,
  type MemoryTransaction,
  type MemoryVersion,
  memoryTransactionSize,
  NORMAL_WB_INNER,
} from './memory-descriptor.ts';

export * from './memory-decode.ts';
export * from './memory-descriptor.ts';

/**
 * The bytes of a memory transaction descriptor, with what `says` has in place of its true sizes and counts, as Linux 6.12 ffa_setup_and_transmit() lays it out. Throws RangeError
 * for a value that does not fit its field. `share` of one page: 0x60 bytes in FF-A 1.1, as recorded.
 */
export function encodeMemoryTransaction(
  t: Partial<MemoryTransaction> & Pick<MemoryTransaction, 'receivers' | 'ranges'>,
  version: MemoryVersion,
  says: MemoryLayout = {},
): Uint8Array {
  const bytes = new Uint8Array(memoryTransactionSize(version, t.ranges.length, t.receivers.length));
  const put = (offset: number, size: number, value: bigint | number, name: string): void =>
    writeLe(bytes, offset, size, value, name);
  put(0, 2, t.sender ?? 0, 'sender');
  put(2, version === '1.0' ? 1 : 2, t.attributes ?? NORMAL_WB_INNER, 'attributes');
  put(4, 4, t.flags ?? 0, 'flags');
  put(8, 8, t.handle ?? 0n, 'handle');
  put(16, 8, t.tag ?? 0n, 'tag');
  put(28, 4, says.receiverCount ?? t.receivers.length, 'endpoint count');
  if (version !== '1.0') {
    put(24, 4, says.receiverSize ?? MEMORY_SIZES.endpoint[version], 'endpoint size');
    put(32, 4, says.receiversAt ?? MEMORY_SIZES.header[version], 'endpoint offset');
  }
  const composite = compositeOffset(version, t.receivers.length);
  for (const [i, r] of t.receivers.entries()) {
    const at = MEMORY_SIZES.header[version] + MEMORY_SIZES.endpoint[version] * i;
    put(at, 2, r.id, 'receiver');
    put(at + 2, 1, r.permissions, 'permissions');
    put(at + 3, 1, r.flags ?? 0, 'receiver flags');
    put(at + 4, 4, says.compositeAt ?? composite, 'composite offset');
  }
  put(composite, 4, says.totalPages ?? t.ranges.reduce((sum, r) => sum + r.pages, 0), 'total pages');
  put(composite + 4, 4, says.rangeCount ?? t.ranges.length, 'range count');
  for (const [i, r] of t.ranges.entries()) {
    const at = composite + MEMORY_SIZES.composite + MEMORY_SIZES.range * i;
    put(at, 8, r.address, 'address');
    put(at + 8, 4, r.pages, 'pages');
  }
  return bytes;
}
