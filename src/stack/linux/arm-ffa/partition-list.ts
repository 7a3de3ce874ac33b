import {
  FFA_FEATURES,
  FFA_PARTITION_INFO_GET,
  FFA_PARTITION_INFO_GET_REGS,
  FFA_RX_RELEASE,
} from '../../../abi/ffa-call.ts';
import type { PartitionInfo } from '../../../abi/partition.ts';
import { uuidText, uuidWords } from '../../../abi/uuid.ts';
import { bits, lo32, s32 } from '../../../base/bits.ts';
import { forever, machine, type Op, read, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import type { Machine } from '../../machine.ts';
import { EINVAL, ENOMEM } from '../errno.ts';
import { mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { conduit } from './conduit.ts';
import { errnoOf } from './reply.ts';
import { rxBytes } from './rx-buffer.ts';
import { DRV_INFO, VERSION_1_0 } from './state.ts';

// The list of partitions (driver.c, ffa_partition_probe; Linux 6.12.117, 7.3.4): in registers where the firmware has that call,
// else in the RX buffer. Either way first the count, then the entries.

const SRC = 'linux/arm-ffa/partition-list';
const { allocate } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const COUNT_ONLY = 1;
/** struct ffa_partition_info, in bytes: id, contexts, properties, UUID. Version 1.0 ends before the UUID. */
const ENTRY = 24;
const ENTRY_1_0 = 8;
const NIL = '00000000-0000-0000-0000-000000000000';
/** An entry that nothing was copied into. */
const NOBODY: PartitionInfo = { id: 0, contexts: 0, properties: 0, uuid: null };

type Four = readonly [bigint, bigint, bigint, bigint];

/** ffa_partition_probe: the partitions with this UUID, every one for null; or 0 or a negative errno. */
export function* probePartitions(uuid: string | null): Op<readonly PartitionInfo[] | number> {
  const { core } = yield* machine<Machine>();
  const words = uuidWords(uuid ?? NIL);
  const inRegisters = core.asksForRegisters && (yield* registersAreThere());
  const count = yield* inRegisters ? countInRegisters(words) : countInBuffer(words);
  if (count <= 0) return count;
  const room = yield* allocate('Room for the list', 'kzalloc', { what: 'struct ffa_partition_info' }, undefined, {
    faultName: 'arm_ffa:kzalloc',
  });
  if (room === null) return -ENOMEM;
  return yield* inRegisters ? listInRegisters(words, count) : listInBuffer(words, count);
}

function* registersAreThere(): Op<boolean> {
  const call = FFA_FEATURES.encode({ feature: FFA_PARTITION_INFO_GET_REGS.id64, properties: 0 });
  const reply = yield* within('ffa_features', smc('Can the list come in registers?', call));
  return ((yield* errnoOf(reply)) ?? 0) === 0;
}

const askBuffer = ([uuid0, uuid1, uuid2, uuid3]: Four, flags: number) =>
  FFA_PARTITION_INFO_GET.encode({ uuid0, uuid1, uuid2, uuid3, flags });

function* countInBuffer(uuid: Four): Op<number> {
  return yield* within('__ffa_partition_info_get', count(uuid));
}

/** Version 1.0 has no flag for "count only": the list is written, and the buffer has to be given back. */
function* count(uuid: Four): Op<number> {
  const flags = (yield* read(DRV_INFO.version)) > VERSION_1_0 ? COUNT_ONLY : 0;
  yield* mutexLock('arm_ffa', 'rx_lock');
  const reply = yield* smc('How many partitions are there?', askBuffer(uuid, flags));
  const failed = yield* errnoOf(reply);
  if (failed === null && flags === 0)
    yield* smc('The RX buffer is free again, after counting', FFA_RX_RELEASE.encode({}));
  yield* mutexUnlock('rx_lock');
  return failed ?? s32(reply[2] ?? 0n);
}

function* listInBuffer(uuid: Four, room: number): Op<readonly PartitionInfo[] | number> {
  return yield* within('__ffa_partition_info_get', list(uuid, room));
}

function* list(uuid: Four, room: number): Op<readonly PartitionInfo[] | number> {
  yield* mutexLock('arm_ffa', 'rx_lock');
  const reply = yield* smc('Which partitions are they?', askBuffer(uuid, 0));
  const failed = yield* errnoOf(reply);
  if (failed === null) yield* smc('The RX buffer is free again', FFA_RX_RELEASE.encode({}));
  yield* mutexUnlock('rx_lock');
  if (failed !== null) return failed;
  const found = s32(reply[2] ?? 0n);
  if (found <= 0) return found;
  const rx = yield* rxBytes();
  const size = (yield* read(DRV_INFO.version)) > VERSION_1_0 ? Number(lo32(reply[3] ?? 0n)) : ENTRY_1_0;
  const { core } = yield* machine<Machine>();
  // More than there is room for is not copied; the entries then stay zero, and Linux reads on behind them.
  return Array.from({ length: Math.min(found, room) }, (_, i) =>
    found > room ? NOBODY : copied(rx, size, i, core.checksRegisters),
  );
}

/**
 * Entry `i` as Linux copies it, at `i` times the size that the reply gives. 6.12 copies no more bytes than that and what is
 * not copied is zero, so a reply whose size is 0 gives partition 0 without a UUID. 7.3 (`byField`) takes id, contexts and
 * properties in any case, and the UUID where the size is above 8.
 */
function copied(rx: Uint8Array, size: number, i: number, byField: boolean): PartitionInfo {
  const length = byField ? (s32(BigInt(size)) > ENTRY_1_0 ? ENTRY : ENTRY_1_0) : Math.min(size, ENTRY);
  const bytes = new Uint8Array(ENTRY);
  bytes.set(rx.subarray(i * size, i * size + length));
  return entry(bytes);
}

function entry(bytes: Uint8Array): PartitionInfo {
  const view = new DataView(bytes.buffer);
  const word = (at: number): bigint => BigInt(view.getUint32(at, true));
  return {
    id: view.getUint16(0, true),
    contexts: view.getUint16(2, true),
    properties: view.getUint32(4, true),
    uuid: uuidOrNull([word(8), word(12), word(16), word(20)]),
  };
}

const uuidOrNull = (words: readonly bigint[]): string | null => (words.every((w) => w === 0n) ? null : uuidText(words));

const askRegisters = ([uuid0, uuid1, uuid2, uuid3]: Four, index: number, tag: number) =>
  FFA_PARTITION_INFO_GET_REGS.encode({
    uuidLow: uuid0 | (uuid1 << 32n),
    uuidHigh: uuid2 | (uuid3 << 32n),
    startIndex: index,
    tag,
  });

function* countInRegisters(uuid: Four): Op<number> {
  const call = askRegisters(uuid, 0, 0);
  const reply = yield* within(
    '__ffa_partition_info_get_regs',
    smc('How many partitions are there, in registers?', call),
  );
  const { core } = yield* machine<Machine>();
  const count = Number(bits(reply[2] ?? 0n, 15, 0)) + 1;
  return (yield* errnoOf(reply)) ?? (core.checksRegisters ? count & 0xffff : count);
}

function* listInRegisters(uuid: Four, room: number): Op<readonly PartitionInfo[] | number> {
  const { core } = yield* machine<Machine>();
  const list = core.checksRegisters ? checkedRegisters(uuid, room) : fromRegisters(uuid, room);
  return yield* within('__ffa_partition_info_get_regs', list);
}

/** Descriptors begin in x3, and a reply has no registers after x17. */
const FIRST_REGISTER = 3;
const REGISTERS = 18;
/** In registers: id, contexts and properties; the UUID in two. */
const LEAST_DESCRIPTOR = 3;

/** Linux 7.3: each reply moves on, has whole descriptors of at least three registers, and no more than there is room for. */
function* checkedRegisters(uuid: Four, room: number): Op<readonly PartitionInfo[] | number> {
  const found: PartitionInfo[] = [];
  let count = 0;
  for (let start = 0, tag = 0; ; ) {
    const reply = yield* smc('Which partitions are they, from this one on?', askRegisters(uuid, start, tag));
    const failed = yield* errnoOf(reply);
    if (failed !== null) return failed;
    const info = reply[2] ?? 0n;
    // A u16: of 65536 partitions nothing is left, and the next reply counts them again.
    if (count === 0) count = (Number(bits(info, 15, 0)) + 1) & 0xffff;
    if (count > room) return -EINVAL;
    const current = Number(bits(info, 31, 16));
    if (current < start || current >= count) return -EINVAL;
    const size = Number(bits(info, 63, 48));
    const registers = size / 8;
    const here = current - start + 1;
    if (size % 8 !== 0 || registers < LEAST_DESCRIPTOR) return -EINVAL;
    if (here > Math.floor((REGISTERS - FIRST_REGISTER) / registers) || found.length + here > room) return -EINVAL;
    tag = Number(bits(info, 47, 32));
    for (let i = 0; i < here; i++) {
      const first = FIRST_REGISTER + i * registers;
      const words = [0, 1, 2].map((k) => reply[first + k] ?? 0n);
      found.push(entry(bytesOf(words)));
    }
    start = current + 1;
    if (current >= count - 1) return found;
  }
}

/**
 * Linux copies the registers from x3 on as bytes, no more than 24 an entry, so entries of another size are taken apart in
 * the wrong places; and what a second reply brings is written far behind the list. Where a reply does not move on, 6.12 asks
 * again and again.
 */
function* fromRegisters(uuid: Four, room: number): Op<readonly PartitionInfo[] | number> {
  const bytes = new Uint8Array(room * ENTRY);
  let total = 0;
  for (let last = -1, tag = 0; ; ) {
    const start = last > 0 ? last + 1 : 0;
    const reply = yield* smc('Which partitions are they, in registers?', askRegisters(uuid, start, tag));
    const failed = yield* errnoOf(reply);
    if (failed !== null) return failed;
    const info = reply[2] ?? 0n;
    if (last < 0) total = Number(bits(info, 15, 0)) + 1;
    const current = Number(bits(info, 31, 16));
    tag = Number(bits(info, 47, 32));
    const copied = (current - start + 1) * Math.min(Number(bits(info, 63, 48)), ENTRY);
    if (last <= 0 && copied > 0) bytes.set(bytesOf(reply.slice(3)).subarray(0, Math.min(copied, bytes.length)));
    if (current >= total - 1) break;
    if (current <= last) return yield* forever('a list of partitions that goes on');
    last = current;
  }
  return Array.from({ length: Math.min(total, room) }, (_, i) => entry(bytes.slice(i * ENTRY, (i + 1) * ENTRY)));
}

function bytesOf(registers: readonly bigint[]): Uint8Array {
  const bytes = new Uint8Array(registers.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [i, w] of registers.entries()) view.setBigUint64(i * 8, w, true);
  return bytes;
}
