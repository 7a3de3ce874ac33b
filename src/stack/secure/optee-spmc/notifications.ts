import type { Frame } from '../../../abi/frame.ts';
import { packInfoLists } from '../../../abi/notification.ts';
import { error, success } from '../../../abi/reply.ts';
import { bits, hi32, lo32 } from '../../../base/bits.ts';
import { callFault, forever, getFlag, getInt, getWord, type Op, raise, row, self, set } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { SRI_INTID } from './buffers.ts';
import { DENIED, INVALID_PARAMETERS, NO_DATA } from './codes.ts';

// The notification calls (thread_spmc.c, handle_notification_*; OP-TEE d5001fe0). The order of the checks is the code's.
// Not checked, because the code does not: the sender of BIND and UNBIND, whether CREATE came before BIND, whether an id
// that is bound is pending, who bound what UNBIND clears.

const SRC = 'secure/optee-spmc/notifications';
const { violation } = narrate(SRC, 'spmc');

/** The only VM of a build without virtualization. */
const VM0 = 0n;
const FROM_PARTITIONS = 1n;

/** FFA_NOTIFICATION_BITMAP_CREATE: the vCPU count in w2 is not looked at. */
export function* bitmapCreate(call: Frame): Op<Frame> {
  if (!isPlainVm(call)) return error(INVALID_PARAMETERS);
  if (yield* getFlag(SPMC.initialized)) return error(DENIED);
  yield* set(SPMC.initialized, true);
  yield* set(SPMC.doBottomHalfValue, -1);
  return success(0n);
}

/** FFA_NOTIFICATION_BITMAP_DESTROY: refused while a bit is bound or pending. Afterwards the bottom-half value is 0, not -1. */
export function* bitmapDestroy(call: Frame): Op<Frame> {
  if (!isPlainVm(call)) return error(INVALID_PARAMETERS);
  if ((yield* getWord(SPMC.pending)) !== 0n || (yield* getWord(SPMC.bound)) !== 0n) return error(DENIED);
  yield* set(SPMC.initialized, false);
  yield* set(SPMC.doBottomHalfValue, 0);
  return success(0n);
}

/** FFA_NOTIFICATION_BIND: DENIED means "one of them is bound already", and also "per vCPU is not for me". */
export function* bind(call: Frame): Op<Frame> {
  if (!areZero(call, 5, 6, 7)) return error(INVALID_PARAMETERS);
  if (!areZero(call, 2)) return error(DENIED);
  if (receiver(call) !== VM0) return error(INVALID_PARAMETERS);
  const bound = yield* getWord(SPMC.bound);
  if ((ids(call) & bound) !== 0n) return error(DENIED);
  yield* set(SPMC.bound, bound | ids(call));
  return success(0n);
}

/** FFA_NOTIFICATION_UNBIND: refused while one of them is pending. An id that is not bound is no error. */
export function* unbind(call: Frame): Op<Frame> {
  if (!areZero(call, 2, 5, 6, 7)) return error(INVALID_PARAMETERS);
  if (receiver(call) !== VM0) return error(INVALID_PARAMETERS);
  if ((ids(call) & (yield* getWord(SPMC.pending))) !== 0n) return error(DENIED);
  yield* set(SPMC.bound, (yield* getWord(SPMC.bound)) & ~ids(call));
  return success(0n);
}

/** FFA_NOTIFICATION_GET: gives what is pending and clears all of it. Without bit 0 in w2 nothing happens. */
export function* notificationGet(call: Frame): Op<Frame> {
  if (!areZero(call, 5, 6, 7)) return error(INVALID_PARAMETERS);
  if (((call[2] ?? 0n) & FROM_PARTITIONS) === 0n) return success(0n);
  if (receiver(call) !== VM0) return error(INVALID_PARAMETERS);
  const pending = yield* getWord(SPMC.pending);
  yield* set(SPMC.pending, 0n);
  return success(lo32(pending), hi32(pending));
}

/** FFA_NOTIFICATION_INFO_GET: VM 0 as one global list, again and again until GET. */
export function* infoGet(call: Frame): Op<Frame> {
  if (!areZero(call, 1, 2, 3, 4, 5, 6, 7)) return error(INVALID_PARAMETERS);
  if ((yield* getWord(SPMC.pending)) === 0n) return error(NO_DATA);
  const width = bits(call[0] ?? 0n, 30, 30) === 1n ? 64 : 32;
  return packInfoLists([{ partition: 0, vcpus: [] }], width, false);
}

/**
 * notif_send_async for VM 0: the pending bit and the SGI to this CPU. It does not look at `bound`. The assertions are
 * compiled in (CFG_TEE_CORE_DEBUG=y): a value below zero stops OP-TEE for good (recorded: i7).
 */
export function* sendAsync(): Op<void> {
  const value = yield* getInt(SPMC.doBottomHalfValue);
  if (value < 0) {
    const text =
      "assertion 'value == NOTIF_VALUE_DO_BOTTOM_HALF && spmc_notif_is_ready && nvb->do_bottom_half_value >= 0 && notif_intid >= 0' failed";
    yield* set(OPTEE.panic, text);
    yield* violation('No bottom half was ever asked for', 'PANIC', `OP-TEE panics in notif_send_async: ${text}`);
    return yield* forever('OP-TEE, which has panicked: this CPU never comes back');
  }
  yield* set(SPMC.pending, (yield* getWord(SPMC.pending)) | (1n << BigInt(value)));
  if (((yield* getWord(SPMC.bound)) & (1n << BigInt(value))) === 0n)
    yield* violation('Nobody has bound this id', 'I8', `OP-TEE signals id ${value}, which is not bound`);
  yield* raiseSri();
}

/** The donated SGI, to the CPU that runs this. A fault can lose it. */
function* raiseSri(): Op<void> {
  const { cpu } = yield* self();
  const struck = yield* callFault('SRI');
  const lost = struck !== null && 'lose' in struck.do;
  if (!lost) yield* raise('SRI', cpu);
  yield* row({
    kind: 'irq',
    from: 'spmc',
    to: 'arm_ffa',
    irq: 'SRI',
    intid: SRI_INTID,
    phase: lost ? 'lost' : 'raised',
    why: 'Linux has to schedule a receiver',
    src: SRC,
    fault: struck?.index ?? null,
  });
}

/** BITMAP_CREATE and DESTROY: VM 0 in w1 and nothing else but w2. */
function isPlainVm(call: Frame): boolean {
  return bits(call[1] ?? 0n, 31, 0) === VM0 && areZero(call, 3, 4, 5, 6, 7);
}

const areZero = (call: Frame, ...registers: number[]): boolean => registers.every((i) => (call[i] ?? 0n) === 0n);
const receiver = (call: Frame): bigint => bits(call[1] ?? 0n, 15, 0);
const ids = (call: Frame): bigint => (lo32(call[4] ?? 0n) << 32n) | lo32(call[3] ?? 0n);
