import {
  MEMORY_VERSIONS,
  type MemoryVersion,
  memoryTransactionSize,
  NORMAL_WB_INNER,
} from '../abi/memory-descriptor.ts';
import type { TxContents } from '../stack/config.ts';

// What the files of raw calls say in words of the TX buffer: a descriptor as Linux makes it, and what is otherwise.

const PAGE_A = 0x40e2_0000n;
const PAGE_B = 0x40e3_0000n;
const SECURE = 0x0e40_0000n;
const OPTEE = 0x8001;
const READ_WRITE = 2;
const READ_ONLY = 1;
const NOT_EXECUTABLE = 4;
const DEVICE = 0x0900_0000n;

const BEGINS =
  'a descriptor as Linux makes it for one page of its own memory, shared with 0x8001, read and write, attributes 0x2f';

const ofPage = (address: bigint): Pick<TxContents, 'ranges'> => ({ ranges: [{ address, pages: 1 }] });
const to = (id: number, permissions = READ_WRITE): Pick<TxContents, 'receivers'> => ({
  receivers: [{ id, permissions, flags: 0 }],
});

const LINUX: TxContents = {
  version: null,
  sender: 0,
  attributes: NORMAL_WB_INNER,
  flags: 0,
  handle: 0n,
  tag: 0n,
  ...to(OPTEE),
  ...ofPage(PAGE_A),
};

/** What each remark changes. A page that is another than the usual one is page B, as the states of the files call it. */
const CHANGES: Readonly<Record<string, Partial<TxContents>>> = {
  'the same page once more': {},
  'another page': ofPage(PAGE_B),
  'the page holds an OPTEE_MSG of command 6': ofPage(PAGE_B),
  'receiver 0x8002': to(0x8002),
  'receiver 0 (the sender)': to(0),
  'sender 5': { sender: 5 },
  'sender 0x8001': { sender: OPTEE },
  'the address is not a multiple of 4 KiB': ofPage(PAGE_A + 0x10n),
  'the address is secure memory': ofPage(SECURE),
  'the address is a device': ofPage(DEVICE),
  '0 pages': { ranges: [{ address: PAGE_A, pages: 0 }] },
  'flag bit 0 (zero memory)': { flags: 1 },
  'a reserved flag bit': { flags: 0x8000_0000 },
  'permissions also say "not executable"': to(OPTEE, READ_WRITE | NOT_EXECUTABLE),
  'permissions 0': to(OPTEE, 0),
  'read only': to(OPTEE, READ_ONLY),
  'attributes 0': { attributes: 0 },
  'the same, with MEM_LEND': {},
  'attributes 0 and permissions 0': { attributes: 0, ...to(OPTEE, 0) },
  'attributes 0, read and write': { attributes: 0 },
};

/** Bytes of a descriptor of one page, by the version whose layout it has. */
const VERSION_OF: ReadonlyMap<number, MemoryVersion> = new Map(
  MEMORY_VERSIONS.map((version) => [memoryTransactionSize(version, 1), version]),
);

/** The descriptor that these words tell of; its length, w1 of the call, tells its layout where it is a right one. */
export function txInWords(words: string, length: number): TxContents | 'not known' {
  if (!words.startsWith(BEGINS)) return 'not known';
  const remark = words.slice(BEGINS.length).replace(/^; /, '');
  const change = remark === '' ? {} : CHANGES[remark];
  return change === undefined ? 'not known' : { ...LINUX, version: VERSION_OF.get(length) ?? null, ...change };
}
