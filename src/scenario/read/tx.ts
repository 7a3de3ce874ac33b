import type { MemoryReceiver, MemoryTransaction } from '../../abi/memory-descriptor.ts';
import { MEMORY_VERSIONS, NORMAL_WB_INNER } from '../../abi/memory-descriptor.ts';
import type { TxContents } from '../../stack/config.ts';
import { type Field, record, required, withDefault } from './record.ts';
import { integer, list, oneOf, type Read, word32, word64 } from './value.ts';

// A memory descriptor in the TX buffer: every field with the value that Linux would give it, where it is left out.

const word16 = integer(0, 0xffff);
const byte = integer(0, 0xff);
const MOST = { receivers: 16, ranges: 64 } as const;

const readReceiver = record(
  { id: required(word16), permissions: withDefault(byte, 2), flags: withDefault(byte, 0) },
  'a receiver',
) satisfies Read<MemoryReceiver>;

const readRange = record({ address: required(word64), pages: withDefault(word32, 1) }, 'a range of pages');

const optional = (read: Read<number>): Field<number | undefined> => withDefault<number | undefined>(read, undefined);

/** Each field of `tx`, in the order in which it is written. */
export const TX_FIELDS = {
  version: withDefault<TxContents['version']>(oneOf(MEMORY_VERSIONS, 'version of descriptors'), null),
  sender: withDefault(word16, 0),
  attributes: withDefault(word16, NORMAL_WB_INNER),
  flags: withDefault(word32, 0),
  handle: withDefault(word64, 0n),
  tag: withDefault(word64, 0n),
  receivers: withDefault<MemoryTransaction['receivers']>(list(readReceiver, MOST.receivers, 'receivers'), [
    { id: 0x8001, permissions: 2, flags: 0 },
  ]),
  ranges: required<MemoryTransaction['ranges']>(list(readRange, MOST.ranges, 'ranges')),
  receiverSize: optional(word32),
  receiverCount: optional(word32),
  receiversAt: optional(word32),
  compositeAt: optional(word32),
  totalPages: optional(word32),
  rangeCount: optional(word32),
} as const;

const readFields = record(TX_FIELDS, 'the descriptor in the TX buffer');

export const readTx: Read<TxContents> = (value, where) => {
  const read = readFields(value, where);
  if (!read.ok) return read;
  const given = Object.entries(read.value).filter(([, v]) => v !== undefined);
  return { ok: true, value: Object.fromEntries(given) as unknown as TxContents };
};
