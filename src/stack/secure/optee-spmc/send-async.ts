import { callFault, forever, getInt, getWord, type Op, raise, row, self, set } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { SRI_INTID } from './features.ts';

// OP-TEE signals Linux (core/arch/arm/kernel/thread_spmc.c, notif_send_async; OP-TEE d5001fe0).

const SRC = 'secure/optee-spmc/send-async';
const { violation } = narrate(SRC, 'spmc');

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
