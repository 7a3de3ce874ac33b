import { hexOfBytes } from '../../abi/bytes.ts';
import { encodePartitions, type PartitionInfo } from '../../abi/partition.ts';
import { type Op, set } from '../../sim/effects.ts';
import { BUFFERS } from '../../trace/keys.ts';

/** The descriptors of partitions, each of so many bytes, where the normal world reads them. */
export function* fillRxBuffer(list: readonly PartitionInfo[], size: 8 | 24 | 48): Op<void> {
  yield* set(BUFFERS.rx, hexOfBytes(encodePartitions(list, size)));
}
