import {
  FFA_MEM_FRAG_RX,
  FFA_MEM_FRAG_TX,
  FFA_MEM_LEND,
  FFA_MEM_RECLAIM,
  FFA_MEM_SHARE,
  FFA_SUCCESS,
} from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import { hi32, lo32, s32 } from '../../../base/bits.ts';
import { type Op, read, within } from '../../../sim/effects.ts';
import type { TxContents } from '../../config.ts';
import { ENXIO, EOPNOTSUPP } from '../errno.ts';
import { mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { conduit } from './conduit.ts';
import { errnoOf } from './reply.ts';
import { DRV_INFO } from './state.ts';
import { fillTxBuffer, fillTxBufferWithOwn } from './tx-buffer.ts';

const smc = conduit('linux/arm-ffa/memory');

const RANGE_SIZE = 16;

const VERSION_1_1 = 0x10001;
const VERSION_1_2 = 0x10002;
const COMPOSITE_SIZE = 16;

/**
 * Where the address ranges begin in a descriptor with one receiver: its header, the receiver's entry, which 1.2 made larger
 * by a field of the implementation's own, and the head of the ranges. 0x60 bytes for FF-A 1.2, 0x50 for 1.1, 0x40 for 1.0
 * (ffa_mem_desc_offset, ffa_emad_size_get).
 */
function headerSize(version: number): number {
  const header = version >= VERSION_1_1 ? 48 : 32;
  const receiver = version >= VERSION_1_2 ? 32 : 16;
  return header + receiver + COMPOSITE_SIZE;
}

/**
 * ffa_memory_share: the pages in `ranges` contiguous pieces go to the partition. Answers the memory handle, or a
 * negative errno.
 * The descriptor travels in the TX buffer, one buffer full at a time; an error of any fragment but the last becomes -ENXIO
 * (ffa_setup_and_transmit; recorded as surprise 22a).
 */
export function* memoryShare(ranges: number): Op<bigint | number> {
  return yield* within('ffa_memory_share', transmit(ranges));
}

/**
 * ffa_memory_lend: what `tx` describes is the partitions' alone from now on. Answers the memory handle, or a negative errno. One
 * of FFA_MEM_SHARE and FFA_MEM_LEND in 64 bits is enough for both.
 */
export function* memoryLend(tx: TxContents): Op<bigint | number> {
  return yield* within('ffa_memory_lend', lend(tx));
}

function* lend(tx: TxContents): Op<bigint | number> {
  const total = headerSize(yield* read(DRV_INFO.version)) + tx.ranges.length * RANGE_SIZE;
  yield* mutexLock('arm_ffa', 'tx_lock');
  yield* fillTxBuffer(tx);
  const fields = { totalLength: total, fragmentLength: total, buffer: 0, pages: 0 };
  const width = (yield* read(DRV_INFO.memOpsNative)) ? 64 : 32;
  const reply = yield* smc('These pages are the partition’s alone from now on', FFA_MEM_LEND.encode(fields, width));
  const handle = yield* handleOf(reply);
  const rc = (yield* errnoOf(reply)) ?? (handle === null ? -EOPNOTSUPP : 0);
  yield* mutexUnlock('tx_lock');
  return rc < 0 ? rc : (handle ?? 0n);
}

/** ffa_memory_reclaim: anything but FFA_ERROR counts as success. */
export function* memoryReclaim(handle: bigint): Op<number> {
  const call = { handleLow: lo32(handle), handleHigh: hi32(handle), flags: 0 };
  const reply = yield* within('ffa_memory_reclaim', smc('The memory is taken back', FFA_MEM_RECLAIM.encode(call)));
  return (yield* errnoOf(reply)) ?? 0;
}

function* transmit(ranges: number): Op<bigint | number> {
  const total = headerSize(yield* read(DRV_INFO.version)) + ranges * RANGE_SIZE;
  yield* mutexLock('arm_ffa', 'tx_lock');
  const width = (yield* read(DRV_INFO.memOpsNative)) ? 64 : 32;
  const result = yield* fragments(width, total, yield* read(DRV_INFO.bufferSize));
  yield* mutexUnlock('tx_lock');
  return result;
}

function* fragments(width: 32 | 64, total: number, buffer: number): Op<bigint | number> {
  yield* fillTxBufferWithOwn();
  const first = Math.min(total, buffer);
  const fields = { totalLength: total, fragmentLength: first, buffer: 0, pages: 0 };
  const reply = yield* smc('These pages may be used by the partition', FFA_MEM_SHARE.encode(fields, width));
  const handle = yield* handleOf(reply);
  let rc = (yield* errnoOf(reply)) ?? (handle === null ? -EOPNOTSUPP : 0);

  for (let sent = first; sent < total; ) {
    // An error before the last fragment loses its name.
    if (rc < 0) return -ENXIO;
    const length = Math.min(buffer, total - sent);
    const next = { handleLow: lo32(handle ?? 0n), handleHigh: hi32(handle ?? 0n), length };
    const answer = yield* smc('The next piece of the descriptor', FFA_MEM_FRAG_TX.encode(next));
    const accepted = answer[0] === FFA_MEM_FRAG_RX.id32 || answer[0] === FFA_SUCCESS.id32;
    rc = (yield* errnoOf(answer)) ?? (accepted ? 0 : -EOPNOTSUPP);
    sent += length;
  }
  return rc < 0 ? rc : (handle ?? 0n);
}

/** The handle where this kind of reply carries it; null for a reply that Linux does not accept. */
function* handleOf(reply: Frame): Op<bigint | null> {
  const [w0, w1 = 0n, w2 = 0n, w3 = 0n] = reply;
  if (w0 === FFA_SUCCESS.id32) return (lo32(w3) << 32n) | lo32(w2);
  if (w0 === FFA_MEM_FRAG_RX.id32) return (lo32(w2) << 32n) | lo32(w1);
  // An FFA_ERROR with w2 = 0 is no error to Linux, and then the handle stays the caller's zero.
  return (yield* errnoOf(reply)) === 0 && s32(w2) === 0 ? 0n : null;
}
