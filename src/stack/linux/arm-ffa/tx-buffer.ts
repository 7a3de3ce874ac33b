import { hexOfBytes } from '../../../abi/bytes.ts';
import { encodeMemoryTransaction } from '../../../abi/memory.ts';
import type { MemoryVersion } from '../../../abi/memory-descriptor.ts';
import { lo32 } from '../../../base/bits.ts';
import { get, type Op, set } from '../../../sim/effects.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';
import type { TxContents } from '../../config.ts';

// What the normal world puts into its TX buffer.

const V1_1 = 0x10001;
const V1_2 = 0x10002;

/** The version whose layout counts: the one that was agreed on, or 1.1 where nobody asked. */
function* agreedVersion(): Op<MemoryVersion> {
  const version = Number((yield* get(SPMC.ffaVersion)) ?? 0) || V1_1;
  return version < V1_1 ? '1.0' : version < V1_2 ? '1.1' : '1.2';
}

/** A program of its own writes this descriptor. */
export function* fillTxBuffer(tx: TxContents): Op<void> {
  const version = tx.version ?? (yield* agreedVersion());
  const pages = tx.ranges.reduce((n, r) => n + BigInt(r.pages), 0n);
  // Fields are cut to what they hold: attributes have 8 bits in 1.0, the number of pages has 32.
  const attributes = version === '1.0' ? tx.attributes & 0xff : tx.attributes;
  const says = { ...tx, totalPages: tx.totalPages ?? Number(lo32(pages)) };
  yield* set(BUFFERS.tx, hexOfBytes(encodeMemoryTransaction({ ...tx, attributes }, version, says)));
}

/** Linux's FF-A core writes one of its own, over whatever lay there. Its pages have no addresses in the model. */
export function* fillTxBufferWithOwn(): Op<void> {
  if ((yield* get(BUFFERS.tx)) !== undefined) yield* set(BUFFERS.tx, undefined);
}
