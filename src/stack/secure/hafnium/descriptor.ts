import { bytesOfHex } from '../../../abi/bytes.ts';
import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName } from '../../../abi/function-id.ts';
import { MEMORY_SIZES } from '../../../abi/memory-descriptor.ts';
import type { StatusName } from '../../../abi/status.ts';
import { get, type Op } from '../../../sim/effects.ts';
import { BUFFERS, SPMC } from '../../../trace/keys.ts';
import { type Descriptor, descriptorGuards, readDescriptor, type SentRange, type SentReceiver } from '../descriptor.ts';
import { liesIn } from '../optee-spmc/normal-memory.ts';
import { overlap, takenIn } from '../pages.ts';
import type { Cells } from '../rules/cells.ts';
import { whether } from '../rules/guard.ts';
import { numberOf, w, wide } from '../rules/registers.ts';
import { type Rule, when } from '../rules/rule.ts';
import { OWN_VERSION, V1_1 } from './cells.ts';
import { forgetRegion, keepRegion } from './regions.ts';
import { hasPartition } from './second.ts';

// What Hafnium looks at in the descriptor of FFA_MEM_SHARE, FFA_MEM_LEND and FFA_MEM_DONATE (src/api.c, api_ffa_mem_send;
// src/ffa_memory.c, ffa_memory_region_sanity_check, ffa_memory_send_validate, ffa_send_check_update; Hafnium 21bfbdc1).

const wrong = descriptorGuards(OWN_VERSION);
const totalOf = (c: Frame): number => Number(w(c, 1));
const fragmentOf = (c: Frame): number => Number(w(c, 2));
const is =
  (name: FunctionName) =>
  (c: Frame): boolean =>
    numberOf(c) === FUNCTION_IDS[name].number;
const isShare = is('FFA_MEM_SHARE');
const isLend = is('FFA_MEM_LEND');
const isDonate = is('FFA_MEM_DONATE');

/** MAX_MEM_SHARE_RECIPIENTS of the build. */
const MOST_RECEIVERS = 2;
const CLEAR = 1n;
const TIME_SLICE = 2n;
const PAGE = 4096n;
const { composite: COMPOSITE, range: RANGE } = MEMORY_SIZES;

const headOf = (d: Descriptor): number => MEMORY_SIZES.header[d.version];
const receiversEnd = (d: Descriptor): number => d.receiversAt + d.receiverSize * d.receiverCount;
const compositeOf = (d: Descriptor): number => d.receivers[0]?.composite ?? 0;

/** The first fragment does not hold the fixed part, of Linux's own descriptors too. */
const tooShort = whether(
  () => [SPMC.ffaVersion],
  (c, cells) => {
    if (!cells.isExact) return null;
    const version = Number(cells.read(SPMC.ffaVersion)?.value ?? OWN_VERSION);
    const layout = version >= V1_1 ? '1.1' : '1.0';
    const fixedPart = MEMORY_SIZES.header[layout] + MEMORY_SIZES.endpoint[layout] + COMPOSITE;
    return fragmentOf(c) < fixedPart || totalOf(c) < fixedPart + RANGE;
  },
);

/** receiver_size_and_offset_valid_for_version: an entry of 1.1 is taken from a newer caller, one of 1.2 not from an older. */
const sizeIsOfVersion = (d: Descriptor): boolean =>
  d.receiverSize === MEMORY_SIZES.endpoint['1.1'] ||
  (d.version === '1.2' && d.receiverSize === MEMORY_SIZES.endpoint['1.2']);

/** Why not to this receiver, in the loop of api_ffa_mem_send and ffa_memory_is_send_valid. The caller is VM 0. */
function refusedFor(r: SentReceiver, d: Descriptor, c: Frame, cells: Cells): StatusName | null {
  const isPartition = (r.id & 0x8000) !== 0;
  if (isPartition ? !hasPartition(r.id, cells) : r.id === 0) return 'INVALID_PARAMETERS';
  return isPartition || (isShare(c) && d.receiverCount > 1) ? null : 'DENIED';
}
const receivers = (status: StatusName) =>
  wrong(
    (d, c, cells) => d.receivers.map((r) => refusedFor(r, d, c, cells)).find((s) => s !== null) === status,
    [SPMC.partitions],
  );

const dataOf = (r: SentReceiver): number => r.permissions & 3;
const codeOf = (r: SentReceiver): number => (r.permissions >> 2) & 3;
const RESERVED = 3;

function permissionsAreWrong(d: Descriptor, c: Frame): boolean {
  const ids = d.receivers.map((r) => r.id);
  return d.receivers.some(
    (r, i) =>
      r.id === d.sender ||
      ids.indexOf(r.id) !== i ||
      dataOf(r) === RESERVED ||
      codeOf(r) !== 0 ||
      (dataOf(r) === 0) !== isDonate(c),
  );
}

/** Shareability, cacheability and type of the memory, and whether it is said to be of the normal world. */
const partsOf = (d: Descriptor) => ({
  share: d.attributes & 3,
  cache: (d.attributes >> 2) & 3,
  type: (d.attributes >> 4) & 3,
  security: (d.attributes >> 6) & 1,
});
const INNER = 3;
const NORMAL = { type: 2, cache: 3 } as const;
const DEVICE = { type: 1, cache: 0 } as const;
/** The type of memory that one alone gets is not to be told. */
const typeIsNotTold = (d: Descriptor, c: Frame): boolean => isDonate(c) || (isLend(c) && d.receiverCount === 1);

function attributesAreRefused(d: Descriptor, c: Frame): boolean {
  const { share, cache, type } = partsOf(d);
  if (typeIsNotTold(d, c)) return false;
  const other = [NORMAL, DEVICE].some((known) => type === known.type && cache !== known.cache);
  return other || share !== INNER;
}

/** ffa_memory_check_overlap: a range of no pages ends the look at those behind it. */
function isNamedTwice(ranges: readonly SentRange[], i: number): boolean {
  const [range, ...others] = ranges.slice(i) as [SentRange, ...SentRange[]];
  if (range.pages === 0) return false;
  const empty = others.findIndex((r) => r.pages === 0);
  return others.slice(0, empty < 0 ? others.length : empty).some((other) => overlap(range, other));
}

/** What VM 0 is with a range: it has it, it does not, or it has a part: pages of one range must be alike. */
function holds({ address, pages }: SentRange, cells: Cells): 'all' | 'nothing' | 'a part' {
  const memory = cells.read(SPMC.normalMemory)?.value;
  const taken = takenIn(cells).filter((t) => overlap({ address, pages }, t.range));
  if (taken.length > 0) {
    const covered = taken.some(
      (t) => t.range.address <= address && address < t.range.address + BigInt(t.range.pages) * PAGE,
    );
    const single = pages === 1 || taken.some((t) => contains(t.range, { address, pages }));
    return covered && single ? 'nothing' : 'a part';
  }
  if (liesIn(memory, address, BigInt(pages) * PAGE)) return 'all';
  return [0n, BigInt(pages - 1)].some((n) => liesIn(memory, address + n * PAGE, PAGE)) ? 'a part' : 'nothing';
}

const contains = (a: SentRange, b: SentRange): boolean =>
  a.address <= b.address && b.address + BigInt(b.pages) * PAGE <= a.address + BigInt(a.pages) * PAGE;

/**
 * ffa_send_check_update: the status for the ranges, in the order of the C; null where the sender may send them. At this commit
 * constituents_get_mode compares ranges of different fragments alone: of those in one, the last counts for all.
 */
function refusedPages(d: Descriptor, cells: Cells): StatusName | null {
  const { ranges } = d;
  const twice = ranges.some((_, i) => isNamedTwice(ranges, i));
  if (twice || ranges.reduce((n, r) => n + r.pages, 0) !== d.totalPages) return 'INVALID_PARAMETERS';
  let last: ReturnType<typeof holds> | null = null;
  for (const range of ranges) {
    if (range.address % PAGE !== 0n) return 'INVALID_PARAMETERS';
    last = range.pages === 0 ? 'a part' : holds(range, cells);
    if (last === 'a part') return 'DENIED';
  }
  if (last === null) return 'INVALID_PARAMETERS';
  return last === 'all' ? null : 'DENIED';
}
const pages = (status: StatusName) =>
  wrong(
    (d, c, cells) => fragmentOf(c) === totalOf(c) && refusedPages(d, cells) === status,
    [SPMC.normalMemory, SPMC.pages],
  );

const invalid = (guard: Rule['guard'], sentence: string): Rule => when(guard, 'INVALID_PARAMETERS', sentence);

/** In the order of the C. Of a descriptor in fragments the pages are taken for good ones. */
export const DESCRIPTOR: readonly Rule[] = [
  invalid(tooShort, 'the descriptor is shorter than its head, one receiver and one range'),
  invalid(
    wrong((d) => d.reserved !== 0n || d.receivers.some((r) => r.reserved !== 0n)),
    'a reserved field of the descriptor is not zero',
  ),
  invalid(
    wrong((d) => !sizeIsOfVersion(d) || d.receiversAt < headOf(d)),
    'the entries of the receivers have another size than in this version, or begin in the head',
  ),
  invalid(
    wrong((d) => d.receiverCount < 1 || d.receiverCount > MOST_RECEIVERS),
    'there is no receiver, or there are more than two',
  ),
  invalid(
    wrong((d, c) => {
      const at = compositeOf(d);
      const inside = fragmentOf(c) < receiversEnd(d) || at < headOf(d) + d.receiverSize * d.receiverCount;
      return inside || at + COMPOSITE > fragmentOf(c) || d.receivers.some((r) => r.composite !== at);
    }),
    'the list of pages begins among the receivers, or behind the fragment, or elsewhere for each receiver',
  ),
  invalid(
    wrong((d, c) => (d.flags & (isShare(c) ? CLEAR : 0n)) !== 0n || (d.flags & ~(CLEAR | TIME_SLICE)) !== 0n),
    'a flag is set: bits 31:2 must be zero, and shared memory is not cleared',
  ),
  invalid(
    wrong((d, c) => isDonate(c) && d.receiverCount !== 1),
    'memory that is given away has one receiver',
  ),
  invalid(receivers('INVALID_PARAMETERS'), 'a receiver is no partition of this machine, or is the caller'),
  when(receivers('DENIED'), 'DENIED', 'a receiver is a VM, and no partition'),
  invalid(
    wrong((_d, c) => fragmentOf(c) % RANGE !== 0 || totalOf(c) % RANGE !== 0),
    'a length is no multiple of 16 bytes',
  ),
  when(
    wrong((d) => (d.sender & 0x8000) !== 0),
    'DENIED',
    'the descriptor names a partition as sender, and a VM calls',
  ),
  invalid(
    wrong((d, c) => {
      const at = compositeOf(d);
      const isBefore = at < receiversEnd(d) || receiversEnd(d) + COMPOSITE + RANGE > totalOf(c);
      return isBefore || at % 16 !== 0 || totalOf(c) - at - COMPOSITE !== d.rangeCount * RANGE;
    }),
    'the list of pages does not begin where it may, or is not as long as the descriptor',
  ),
  invalid(
    wrong((d) => (d.flags & TIME_SLICE) !== 0n),
    'a flag is set: nothing here is time sliced',
  ),
  invalid(
    wrong(permissionsAreWrong),
    'permissions: a receiver is the sender or named twice, execution is told, or read and write are told or not told wrongly',
  ),
  invalid(
    wrong((d) => partsOf(d).security !== 0),
    'the attributes say whose world the memory is of',
  ),
  invalid(
    wrong((d, c) => typeIsNotTold(d, c) && partsOf(d).type !== 0),
    'memory that goes to one partition alone has no type in its attributes',
  ),
  when(wrong(attributesAreRefused), 'DENIED', 'the attributes are not normal, write-back, inner shareable (0x2f)'),
];

export const PAGES: readonly Rule[] = [
  invalid(
    pages('INVALID_PARAMETERS'),
    'an address begins no page, a page is named twice, or the pages are not as many as were told',
  ),
  when(
    pages('DENIED'),
    'DENIED',
    'the sender does not have this memory: it is no page, not the normal world’s, shared already, or one of the buffers',
  ),
];

const handleIn = (reply: Frame): bigint => wide(reply, 2, 3);

/** What is shared or lent where the addresses are known. */
export function* rememberPages(call: Frame, reply: Frame): Op<void> {
  const text = yield* get(BUFFERS.tx);
  if (typeof text !== 'string') return;
  const version = Number((yield* get(SPMC.ffaVersion)) ?? OWN_VERSION);
  yield* keepRegion(handleIn(reply), readDescriptor(bytesOfHex(text), version), numberOf(call));
}

export function* forgetPages(call: Frame): Op<void> {
  yield* forgetRegion(wide(call, 1, 2));
}
