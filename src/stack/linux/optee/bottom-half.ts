import { MSG_CMD } from '../../../abi/message.ts';
import type { Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { freeMsgArg, getMsgArg, type Slot } from './arg-cache.ts';
import type { Optee } from './state.ts';
import { doCallWithArg } from './yielding-call.ts';

const { step } = narrate('linux/optee/bottom-half', 'optee-driver');

/**
 * optee_do_bottom_half (drivers/tee/optee/call.c, simple_call_with_arg; Linux 6.12.117): lets OP-TEE's drivers do what
 * they put off. 0 whatever OP-TEE answered; only the message slot can fail. It sleeps: a mutex, perhaps an allocation,
 * perhaps a wait for a thread of OP-TEE.
 */
export function* doBottomHalf(optee: Optee): Op<number> {
  return yield* step('Let OP-TEE do what it put off', 'optee_do_bottom_half', {}, function* () {
    const slot = yield* getMsgArg(optee, MSG_CMD.DO_BOTTOM_HALF, []);
    if (typeof slot === 'number') return slot;
    yield* doCallWithArg(optee, slot);
    yield* freeMsgArg(slot);
    return 0;
  });
}

/**
 * Message command 7: OP-TEE's drivers stop signalling. Linux's SMC ABI sends it (smc_abi.c), the FF-A ABI of every
 * version never does; only the driver as it should be uses this, with a slot that it has reserved.
 */
export function* stopAsyncNotif(optee: Optee, slot: Slot): Op<number> {
  return yield* step('OP-TEE must not signal any more', 'optee_stop_async_notif', {}, () => doCallWithArg(optee, slot));
}

/** A message slot for STOP, taken while there is memory: OP-TEE must be told in any case. */
export function* reserveStop(optee: Optee): Op<Slot | number> {
  return yield* getMsgArg(optee, MSG_CMD.STOP_ASYNC_NOTIF, []);
}
