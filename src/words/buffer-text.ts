import { bytesOfHex, readLe } from '../abi/bytes.ts';
import { decodeMemoryTransaction } from '../abi/memory-decode.ts';
import { MEMORY_SIZES, type MemoryVersion } from '../abi/memory-descriptor.ts';
import { hex } from '../base/bits.ts';
import { BUFFERS } from '../trace/keys.ts';

/** Bytes that are shown of a buffer whose contents have no shorter name. */
const SHOWN = 8;

/** What lies in a buffer, in a few words: `96 bytes: from 0x0 to 0x8001, 1 page at 0x43000000`; else its first bytes. */
export function bufferText(key: string, text: string): string {
  const bytes = bytesOfHex(text);
  const count = `${bytes.length} bytes`;
  return `${count}: ${key === BUFFERS.tx ? descriptorText(bytes) : firstBytes(text)}`;
}

function firstBytes(text: string): string {
  const pairs = text.slice(0, 2 * SHOWN).match(/../g) ?? [];
  return `${pairs.join(' ')}${text.length > 2 * SHOWN ? ' …' : ''}`;
}

/** The size of an entry of the receivers stands where 1.0 has a zero. */
function layoutOf(bytes: Uint8Array): MemoryVersion {
  const size = Number(readLe(bytes, 24, 4));
  if (size === 0) return '1.0';
  return size === MEMORY_SIZES.endpoint['1.2'] ? '1.2' : '1.1';
}

function descriptorText(bytes: Uint8Array): string {
  const { transaction: t } = decodeMemoryTransaction(bytes, layoutOf(bytes));
  const to = t.receivers.map((r) => hex(BigInt(r.id))).join(', ') || 'nobody';
  const pages = t.ranges.map((r) => `${r.pages} page${r.pages === 1 ? '' : 's'} at ${hex(r.address)}`).join(', ');
  return `from ${hex(BigInt(t.sender))} to ${to}, ${pages || 'no pages'}`;
}
