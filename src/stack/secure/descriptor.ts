import { bytesOfHex, readLe } from '../../abi/bytes.ts';
import type { Frame } from '../../abi/frame.ts';
import { MEMORY_SIZES, type MemoryVersion } from '../../abi/memory-descriptor.ts';
import { BUFFERS, SPMC } from '../../trace/keys.ts';
import type { Cells } from './rules/cells.ts';
import { type Guard, whether } from './rules/guard.ts';

// A memory transaction descriptor as the SPMC reads it from the TX buffer: the fields as they are, right or wrong (struct
// ffa_mem_transaction_1_0 and _1_1 of OP-TEE's ffa.h, struct ffa_memory_region of Hafnium's ffa.h).

export interface SentReceiver {
  readonly id: number;
  readonly permissions: number;
  /** Where its composite descriptor begins. */
  readonly composite: number;
  readonly reserved: bigint;
}

export interface SentRange {
  readonly address: bigint;
  readonly pages: number;
}

export interface Descriptor {
  readonly version: MemoryVersion;
  readonly sender: number;
  readonly attributes: number;
  readonly flags: bigint;
  readonly handle: bigint;
  readonly tag: bigint;
  readonly receiverSize: number;
  readonly receiverCount: number;
  readonly receiversAt: number;
  /** What lies in fields that must be zero. */
  readonly reserved: bigint;
  /** At most 255 of those that are counted. */
  readonly receivers: readonly SentReceiver[];
  /** Of the composite descriptor at `composite`. */
  readonly totalPages: number;
  readonly rangeCount: number;
  /** At most 4096 of those that are counted. */
  readonly ranges: readonly SentRange[];
}

const MOST_RECEIVERS = 255;
const MOST_RANGES = 4096;

const versionOf = (version: number): MemoryVersion => (version < 0x10001 ? '1.0' : version < 0x10002 ? '1.1' : '1.2');

/** The composite descriptor that the receiver with this id names, or else the first. Total. */
export function readDescriptor(bytes: Uint8Array, ffaVersion: number, receiver?: number): Descriptor {
  const version = versionOf(ffaVersion);
  const number = (at: number, size: number): number => Number(readLe(bytes, at, size));
  const isOld = version === '1.0';
  const receiverSize = isOld ? MEMORY_SIZES.endpoint['1.0'] : number(24, 4);
  const receiverCount = number(28, 4);
  const receiversAt = isOld ? MEMORY_SIZES.header['1.0'] : number(32, 4);
  const receivers = Array.from({ length: Math.min(receiverCount, MOST_RECEIVERS) }, (_, i): SentReceiver => {
    const at = receiversAt + receiverSize * i;
    const reservedAt = at + (receiverSize >= MEMORY_SIZES.endpoint['1.2'] ? 24 : 8);
    return {
      id: number(at, 2),
      permissions: number(at + 2, 1),
      composite: number(at + 4, 4),
      reserved: readLe(bytes, reservedAt, 8),
    };
  });
  const composite = (receivers.find((r) => r.id === receiver) ?? receivers[0])?.composite ?? 0;
  const rangeCount = number(composite + 4, 4);
  return {
    version,
    sender: number(0, 2),
    attributes: number(2, isOld ? 1 : 2),
    flags: readLe(bytes, 4, 4),
    handle: readLe(bytes, 8, 8),
    tag: readLe(bytes, 16, 8),
    receiverSize,
    receiverCount,
    receiversAt,
    reserved: isOld ? readLe(bytes, 3, 1) | readLe(bytes, 24, 4) : readLe(bytes, 36, 8) | readLe(bytes, 44, 4),
    receivers,
    totalPages: number(composite, 4),
    rangeCount,
    ranges: Array.from({ length: Math.min(rangeCount, MOST_RANGES) }, (_, i): SentRange => {
      const at = composite + MEMORY_SIZES.composite + MEMORY_SIZES.range * i;
      return { address: readLe(bytes, at, 8), pages: number(at + 8, 4) };
    }),
  };
}

/** The cells that a descriptor is read from. */
export const DESCRIPTOR_KEYS: readonly string[] = [BUFFERS.tx, SPMC.ffaVersion];

/**
 * The descriptor in the TX buffer; null where Linux's FF-A core has filled the buffer, and its descriptor is a good one.
 * @param unasked the version that counts until the normal world has asked for one
 */
export function descriptorIn(cells: Cells, unasked: number, receiver?: number): Descriptor | null {
  const text = cells.read(BUFFERS.tx)?.value;
  if (typeof text !== 'string') return null;
  return readDescriptor(bytesOfHex(text), Number(cells.read(SPMC.ffaVersion)?.value ?? unasked), receiver);
}

/**
 * Guards on the descriptor in the TX buffer. What lay there on a recorded machine is not known, so there each may hold; what
 * Linux's own core has put there is right, so of its descriptor none does.
 */
export const descriptorGuards =
  (unasked: number, receiver?: number) =>
  (wrong: (descriptor: Descriptor, call: Frame, cells: Cells) => boolean, keys: readonly string[] = []): Guard =>
    whether(
      () => [...DESCRIPTOR_KEYS, ...keys],
      (call, cells) => {
        if (!cells.isExact) return null;
        const descriptor = descriptorIn(cells, unasked, receiver);
        return descriptor === null ? false : wrong(descriptor, call, cells);
      },
    );
