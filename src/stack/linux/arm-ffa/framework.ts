import { FFA_RX_RELEASE } from '../../../abi/ffa-call.ts';
import { type Op, read, within } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { mutexLock, mutexUnlock } from '../kernel/lock.ts';
import { conduit } from './conduit.ts';
import { rxBytes } from './rx-buffer.ts';
import { DRV_INFO } from './state.ts';

// Notifications of the framework itself (driver.c, handle_fwk_notif_callbacks; since 6.15, here Linux 7.3.4): of their 32 bits
// one is defined, which says that a message of another partition lies in the RX buffer.

const SRC = 'linux/arm-ffa/framework';
const { log } = narrate(SRC, 'arm_ffa');
const smc = conduit(SRC);

const RX_BUFFER_FULL = 1n;
/** struct ffa_indirect_msg_hdr in bytes: flags, a reserved word, offset, sender and receiver, size, a reserved word, UUID. */
const HEADER = { size: 40, offsetAt: 8, sizeAt: 16, uuidAt: 24 } as const;

/** Reads the message and gives the buffer back. No driver of the model has a callback for it, so it goes no further. */
export function* handleFramework(bitmap: bigint): Op<void> {
  if ((bitmap & RX_BUFFER_FULL) === 0n) return;
  yield* mutexLock('arm_ffa', 'rx_lock');
  if (!(yield* isMessage()))
    yield* log('What lies there is no message', 'error', 'ARM FF-A: invalid framework notification message');
  yield* within('ffa_rx_release', smc('The RX buffer is free again, its message read', FFA_RX_RELEASE.encode({})));
  yield* mutexUnlock('rx_lock');
}

/** A message has a length, begins behind the header or at its UUID, and ends in the buffer. */
function* isMessage(): Op<boolean> {
  const room = yield* read(DRV_INFO.bufferSize);
  const header = new Uint8Array(HEADER.size);
  header.set((yield* rxBytes()).subarray(0, HEADER.size));
  const view = new DataView(header.buffer);
  const offset = view.getUint32(HEADER.offsetAt, true);
  const size = view.getUint32(HEADER.sizeAt, true);
  const begins = offset === HEADER.uuidAt || offset >= HEADER.size;
  return size > 0 && begins && offset <= room && size <= room - offset;
}
