import { bitList, bits, hex } from '../base/bits.ts';
import { type ByteField, ByteReader, readLe, writeLe } from './bytes.ts';
import { DEFAULT_ENDPOINTS, endpointMeaning } from './endpoint.ts';
import { uuidText, uuidWords } from './uuid.ts';

/** One entry of FFA_PARTITION_INFO_GET. */
export interface PartitionInfo {
  readonly id: number;
  /** Execution contexts: how many CPUs can be in the partition at once. */
  readonly contexts: number;
  /** Bits of PARTITION_PROPERTY. */
  readonly properties: number;
  /** null in FF-A 1.0, whose descriptor has no UUID. */
  readonly uuid: string | null;
  /** The version of FF-A that the partition speaks, 0x10002: only a descriptor of 48 bytes has it (FF-A 1.3). */
  readonly version?: number;
}

/** Property bits by number. OP-TEE 4.10 ffa.h FFA_PART_PROP_*. */
export const PARTITION_PROPERTY: Readonly<Record<number, string>> = {
  0: 'receives direct requests',
  1: 'sends direct requests',
  2: 'indirect messages',
  3: 'receives notifications',
  6: 'wants to know when VMs are created',
  7: 'wants to know when VMs are destroyed',
  8: 'AArch64',
  9: 'receives direct requests 2',
  10: 'sends direct requests 2',
};

const KIND = ['PE endpoint', 'SEPID, independent', 'SEPID, dependent', 'auxiliary id'];

/** `receives direct requests, sends direct requests, AArch64` for 0x103. Bits 5:4 say what the id is. */
export function propertiesText(properties: bigint): string {
  const kind = Number(bits(properties, 5, 4));
  const names = bitList(properties & ~0x30n).map((bit) => PARTITION_PROPERTY[bit] ?? `bit ${bit}`);
  return [...names, ...(kind === 0 ? [] : [KIND[kind] ?? ''])].join(', ') || 'none';
}

/** Behind the image's UUID, which nothing here has (Hafnium 21bfbdc1, struct ffa_partition_info; recorded: item 9). */
const VERSION_AT = 0x28;

/**
 * The bytes of the descriptors, as FFA_PARTITION_INFO_GET leaves them in the RX buffer: `size` is 8, 24 or 48 a descriptor.
 * Throws RangeError for a value that does not fit and a UUID that is none.
 */
export function encodePartitions(list: readonly PartitionInfo[], size: 8 | 24 | 48): Uint8Array {
  const bytes = new Uint8Array(size * list.length);
  for (const [i, p] of list.entries()) {
    const at = size * i;
    writeLe(bytes, at, 2, p.id, 'id');
    writeLe(bytes, at + 2, 2, p.contexts, 'contexts');
    writeLe(bytes, at + 4, 4, p.properties, 'properties');
    if (size === 48) writeLe(bytes, at + VERSION_AT, 4, p.version ?? 0, 'version');
    if (size === 8 || p.uuid === null) continue;
    for (const [k, word] of uuidWords(p.uuid).entries()) writeLe(bytes, at + 8 + 4 * k, 4, word, 'uuid');
  }
  return bytes;
}

export interface DecodedPartitions {
  readonly partitions: readonly PartitionInfo[];
  readonly fields: readonly ByteField[];
  readonly problems: readonly string[];
}

/**
 * Reads `count` descriptors of `size` bytes (w2 and w3 of the answer; a size of 0 is FF-A 1.0's 8). Total: what the
 * bytes do not hold is left out and named in `problems`; bytes of a larger descriptor behind the 24 known are passed over.
 */
export function decodePartitions(bytes: Uint8Array, count: number, size: number): DecodedPartitions {
  const step = size === 0 ? 8 : size;
  const r = new ByteReader(bytes);
  const partitions: PartitionInfo[] = [];
  const problems: string[] = [];
  if (step < 8) problems.push(`A descriptor of ${step} bytes is too small: it has at least 8.`);
  while (step >= 8 && partitions.length < count) {
    const i = partitions.length;
    r.seek(step * i);
    if (!r.has(step)) break;
    const name = `partitions[${i}]`;
    const id = Number(r.read(`${name}.id`, 2, (v) => endpointMeaning(Number(v), DEFAULT_ENDPOINTS)));
    const contexts = Number(r.read(`${name}.exec_ctxt`, 2, (v) => `${v} execution contexts`));
    const properties = Number(r.read(`${name}.properties`, 4, propertiesText));
    const uuid = step >= 24 ? uuidText([0, 4, 8, 12].map((k) => readLe(bytes, step * i + 8 + k, 4))) : null;
    if (uuid !== null) r.read(`${name}.uuid`, 16, () => uuid);
    partitions.push({ id, contexts, properties, uuid });
  }
  if (step >= 8 && partitions.length < count) {
    problems.push(
      `The answer counts ${count} partitions of ${step} bytes, and ${bytes.length} bytes hold ${partitions.length}.`,
    );
  }
  const unknown = partitions.find((p) => (p.properties & ~0x7ff) !== 0);
  if (unknown !== undefined) problems.push(`properties ${hex(BigInt(unknown.properties))} hold bits without a name.`);
  return { partitions, fields: r.fields, problems };
}
