import { bits } from '../base/bits.ts';
import { type Frame, frame } from './frame.ts';
import { functionId, type Width } from './function-id.ts';

/** Notification ids are 0..63: bits of a 64-bit bitmap for each receiver. Linux FFA_MAX_NOTIFICATIONS. */
export const MAX_NOTIFICATIONS = 64;

/** The words of a bitmap: low (ids 0..31) and high (32..63). */
export function splitIds(bitmap: bigint): { readonly idsLow: bigint; readonly idsHigh: bigint } {
  return { idsLow: bits(bitmap, 31, 0), idsHigh: bits(bitmap, 63, 32) };
}

/** One entry of FFA_NOTIFICATION_INFO_GET: a partition, and its vCPUs that have notifications; none is global. */
export interface InfoList {
  readonly partition: number;
  /** At most 3. Empty: a global notification. */
  readonly vcpus: readonly number[];
}

/** How many 16-bit ids, and how many lists, an answer can hold: 20 in 64 bits, 10 in 32. Linux MAX_IDS_64, _32. */
export const infoCapacity = (width: Width): number => (width === 64 ? 20 : 10);

/** Where an id lies: its register and its lowest bit. Four to a register in 64 bits, two in 32. */
export function infoIdPlace(index: number, width: Width): { readonly reg: number; readonly lo: number } {
  const each = width === 64 ? 4 : 2;
  return { reg: 3 + Math.floor(index / each), lo: 16 * (index % each) };
}

/**
 * The answer to FFA_NOTIFICATION_INFO_GET: bit 0 of w2 says that more is pending, bits 11:7 count the lists, two bits
 * a list from bit 12 on count the vCPU ids after its partition id; the ids are packed from w3 on. Throws RangeError for
 * an id that is not 0..0xffff, more than 3 vCPUs in a list, and lists that do not fit (10 ids in 32 bits, 20 in 64).
 */
export function packInfoLists(lists: readonly InfoList[], width: Width, more: boolean): Frame {
  const ids = lists.flatMap((l) => [l.partition, ...l.vcpus]);
  const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id > 0xffff);
  if (wrong !== undefined) throw new RangeError(`id ${wrong} is not 0..65535`);
  if (lists.some((l) => l.vcpus.length > 3)) throw new RangeError('a list holds at most 3 vCPU ids');
  if (ids.length > infoCapacity(width)) {
    throw new RangeError(`${ids.length} ids do not fit the ${infoCapacity(width)} places of a ${width}-bit answer`);
  }
  const words = Array.from(frame(functionId(0x61, width)));
  words[2] = lists.reduce(
    (w2, list, i) => w2 | (BigInt(list.vcpus.length) << BigInt(12 + 2 * i)),
    (more ? 1n : 0n) | (BigInt(lists.length) << 7n),
  );
  for (const [i, id] of ids.entries()) {
    const { reg, lo } = infoIdPlace(i, width);
    words[reg] = (words[reg] as bigint) | (BigInt(id) << BigInt(lo));
  }
  return words;
}

export interface InfoLists {
  readonly lists: readonly InfoList[];
  readonly more: boolean;
  /** How many of the 16-bit places the lists take. */
  readonly ids: number;
  readonly problems: readonly string[];
}

/**
 * Reads an answer to FFA_NOTIFICATION_INFO_GET. Total: what does not fit is cut off and named in `problems`, and so are
 * reserved bits, counts without a list, and ids behind the last list.
 */
export function unpackInfoLists(reply: Frame): InfoLists {
  const width: Width = bits(reply[0] ?? 0n, 30, 30) === 1n ? 64 : 32;
  const w2 = bits(reply[2] ?? 0n, width - 1, 0);
  const capacity = infoCapacity(width);
  const claimed = Number(bits(w2, 11, 7));
  const problems: string[] = [];
  if (bits(w2, 6, 1) !== 0n) problems.push('w2[6:1] must be zero.');
  if (claimed > capacity) problems.push(`w2 counts ${claimed} lists; a ${width}-bit answer has room for ${capacity}.`);

  const read = (index: number): number => {
    const { reg, lo } = infoIdPlace(index, width);
    return Number(bits(reply[reg] ?? 0n, lo + 15, lo));
  };
  const lists: InfoList[] = [];
  let ids = 0;
  for (let i = 0; i < Math.min(claimed, capacity); i++) {
    const count = Number(bits(w2, 13 + 2 * i, 12 + 2 * i));
    if (ids + 1 + count > capacity) {
      problems.push(`List ${i + 1} of ${claimed} needs more ids than the ${capacity} that fit.`);
      if (ids === capacity) break;
    }
    const vcpus = Array.from({ length: Math.min(count, capacity - ids - 1) }, (_, k) => read(ids + 1 + k));
    lists.push({ partition: read(ids), vcpus });
    ids += 1 + vcpus.length;
  }
  const listBits = 12 + 2 * Math.min(claimed, capacity);
  if (w2 >> BigInt(listBits) !== 0n) problems.push(`w2 holds counts behind list ${claimed}.`);
  for (let i = ids; i < capacity; i++) {
    if (read(i) === 0) continue;
    problems.push(`${width === 64 ? 'x' : 'w'}${infoIdPlace(i, width).reg} holds an id behind the last list.`);
    break;
  }
  return { lists, more: bits(w2, 0, 0) === 1n, ids, problems };
}
