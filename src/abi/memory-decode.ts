import { hex } from '../base/bits.ts';
import { type ByteField, ByteReader } from './bytes.ts';
import { DEFAULT_ENDPOINTS, endpointMeaning } from './endpoint.ts';
import {
  attributesText,
  MEMORY_SIZES,
  type MemoryRange,
  type MemoryReceiver,
  type MemoryTransaction,
  type MemoryVersion,
  permissionsText,
} from './memory-descriptor.ts';

export interface DecodedMemory {
  /** What could be read; receivers and ranges that the bytes do not hold are left out. */
  readonly transaction: MemoryTransaction;
  /** In the order in which they were read, each with its offset. */
  readonly fields: readonly ByteField[];
  readonly problems: readonly string[];
}

/** Beyond this many receivers or ranges a descriptor is not read on: counts of random bytes run into billions. */
const MOST = 4096;

/**
 * Reads a memory transaction descriptor, or the first fragment of one. Total. `totalLength` is w1 of the call: the
 * ranges that lie behind the fragment are then not a problem.
 */
export function decodeMemoryTransaction(
  bytes: Uint8Array,
  version: MemoryVersion,
  totalLength = bytes.length,
): DecodedMemory {
  const r = new ByteReader(bytes);
  const problems: string[] = [];
  const headerSize = MEMORY_SIZES.header[version];
  if (bytes.length < headerSize)
    problems.push(`The descriptor has ${bytes.length} bytes; its head alone has ${headerSize}.`);
  const head = readHead(r, version);
  if (version !== '1.0' && head.endpointSize < 16)
    problems.push(`Endpoint descriptors of ${head.endpointSize} bytes are too small.`);

  const receivers: MemoryReceiver[] = [];
  const composites = new Set<number>();
  for (let i = 0; i < Math.min(head.count, MOST); i++) {
    r.seek(head.offset + head.endpointSize * i);
    if (head.endpointSize < 16 || !r.has(head.endpointSize)) break;
    const { receiver, composite } = readEndpoint(r, i, head.endpointSize);
    receivers.push(receiver);
    composites.add(composite);
  }
  if (receivers.length < head.count)
    problems.push(`${head.count} receivers are counted, ${receivers.length} are there.`);
  if (composites.size > 1) problems.push('The receivers do not name the same composite descriptor.');

  const ranges: MemoryRange[] = [];
  const at = composites.values().next().value;
  if (at !== undefined) ranges.push(...readComposite(r, at, totalLength - bytes.length, problems));
  for (const f of r.fields) if (f.problem !== undefined) problems.push(`${f.name}: ${f.meaning}.`);
  const { sender, attributes, flags, handle, tag } = head;
  return {
    transaction: { sender, attributes, flags, handle, tag, receivers, ranges },
    fields: r.fields,
    problems,
  };
}

function readHead(r: ByteReader, version: MemoryVersion) {
  const sender = Number(r.read('sender', 2, endpointText));
  const attributes = Number(r.read('attributes', version === '1.0' ? 1 : 2, attributesText));
  if (version === '1.0') r.zero('reserved', 1);
  const flags = Number(r.read('flags', 4, flagsText));
  const handle = r.read('handle', 8, hex);
  const tag = r.read('tag', 8, hex);
  if (version === '1.0') r.zero('reserved', 4);
  const endpointSize = version === '1.0' ? 16 : Number(r.read('endpoint size', 4, (v) => `${v} bytes`));
  const count = Number(r.read('endpoint count', 4, String));
  const offset = version === '1.0' ? 32 : Number(r.read('endpoint offset', 4, (v) => `byte ${v}`));
  if (version !== '1.0') r.zero('reserved', 12);
  return { sender, attributes, flags, handle, tag, endpointSize, count, offset };
}

function readEndpoint(r: ByteReader, i: number, size: number): { receiver: MemoryReceiver; composite: number } {
  const name = `endpoints[${i}]`;
  const id = Number(r.read(`${name}.receiver`, 2, endpointText));
  const permissions = Number(
    r.read(`${name}.permissions`, 1, permissionsText, (v) => (v >> 4n === 0n ? undefined : 'must be zero')),
  );
  const flags = Number(r.read(`${name}.flags`, 1, hex));
  const composite = Number(r.read(`${name}.composite offset`, 4, (v) => `byte ${v}`));
  if (size >= 32) r.read(`${name}.implementation defined`, 16, hex);
  r.zero(`${name}.reserved`, 8);
  return { receiver: { id, permissions, flags }, composite };
}

/** The ranges; `beyond` bytes of the descriptor lie in later fragments. */
function readComposite(r: ByteReader, at: number, beyond: number, problems: string[]): MemoryRange[] {
  r.seek(at);
  if (!r.has(MEMORY_SIZES.composite)) {
    if (beyond <= 0) problems.push(`The composite descriptor at byte ${at} lies outside the bytes.`);
    return [];
  }
  const total = Number(r.read('total pages', 4, (v) => `${v} pages of 4 KiB`));
  const count = Number(r.read('range count', 4, String));
  r.zero('reserved', 8);
  const ranges: MemoryRange[] = [];
  while (ranges.length < Math.min(count, MOST) && r.has(MEMORY_SIZES.range)) {
    const name = `ranges[${ranges.length}]`;
    const address = r.read(`${name}.address`, 8, hex, (v) => ((v & 0xfffn) === 0n ? undefined : 'out of range'));
    const pages = Number(r.read(`${name}.pages`, 4, (v) => `${v} pages of 4 KiB`));
    r.zero(`${name}.reserved`, 4);
    ranges.push({ address, pages });
  }
  const missing = count - ranges.length;
  if (missing > 0 && beyond < missing * MEMORY_SIZES.range) {
    problems.push(`${count} ranges are counted, ${ranges.length} are there.`);
  }
  const sum = ranges.reduce((n, x) => n + x.pages, 0);
  if (missing === 0 && sum !== total) problems.push(`The ranges have ${sum} pages, the descriptor says ${total}.`);
  return ranges;
}

const endpointText = (v: bigint): string => endpointMeaning(Number(v), DEFAULT_ENDPOINTS);

/** Flags of the transaction. Linux arm_ffa.h FFA_MEM_CLEAR, FFA_TIME_SLICE_ENABLE, FFA_MEM_RETRIEVE_TYPE_*. */
function flagsText(v: bigint): string {
  const type = ['', 'share', 'lend', 'donate'][Number((v >> 3n) & 3n)] ?? '';
  const names = [(v & 1n) === 0n ? '' : 'clear the memory', (v & 2n) === 0n ? '' : 'may be time sliced', type];
  return names.filter((n) => n !== '').join(', ') || (v === 0n ? 'none' : hex(v));
}
