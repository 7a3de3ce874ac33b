import { FFA_STATUS, statusText } from '../../../abi/status.ts';
import {
  callFault,
  forever,
  getFlag,
  getInt,
  getWord,
  leaves,
  type Op,
  raise,
  read,
  row,
  self,
  set,
  write,
} from '../../../sim/effects.ts';
import { refs } from '../../../sim/memory.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE, SPMC, spmcVm } from '../../../trace/keys.ts';
import { SRI_INTID } from './features.ts';

// OP-TEE as a partition signals Linux (core/arch/arm/kernel/thread_spmc.c, notif_send_async without CFG_CORE_SEL1_SPMC,
// OP-TEE d5001fe0), and what Hafnium makes of it (src/api.c, api_ffa_notification_set, 21bfbdc1).

const SRC = 'secure/hafnium/signal';
const { act, log, violation } = narrate(SRC, 'optee');

const { DENIED } = FFA_STATUS;

/** struct cpu, is_sri_delayed */
const DELAYED = refs('hafnium.is_sri_delayed', false);

/** notif_send_async for VM 0: the SPMC is asked, and any refusal is fatal. */
export function* signal(): Op<void> {
  const value = yield* getInt(SPMC.doBottomHalfValue);
  const bit = 1n << BigInt(value);
  let rc = 0;
  yield* act(
    'OP-TEE asks Hafnium to set the id, and to hold the SRI back until the normal world runs again',
    'FFA_NOTIFICATION_SET',
    { src: '0x8001', dst: '0x0', flags: 'delay SRI', id: value },
    function* () {
      rc = yield* leaves(yield* setPending(bit));
    },
    { to: 'spmc', result: () => ({ answer: rc === 0 ? 'FFA_SUCCESS' : `FFA_ERROR ${statusText(rc)}` }) },
  );
  if (rc === 0) return;
  yield* log('Hafnium has refused', 'error', `E/TC: notif_send_async: notification set failed with error ${rc}`);
  yield* set(OPTEE.panic, `notification set failed with error ${rc}`);
  yield* violation('OP-TEE takes any refusal for fatal', 'PANIC', `OP-TEE panics in notif_send_async: error ${rc}`);
  yield* forever('OP-TEE, which has panicked: this CPU never comes back');
}

/** api_ffa_notification_set as OP-TEE calls it. */
function* setPending(bit: bigint): Op<number> {
  const vm = spmcVm(0);
  if (!(yield* getFlag(vm.initialized))) return DENIED;
  if (((yield* getWord(vm.bound)) & bit) === 0n) return DENIED;
  const before = yield* getWord(vm.pending);
  yield* set(vm.pending, before | bit);
  // What was pending before and has been told is not told again.
  if ((before & bit) === 0n) yield* set(vm.untold, (yield* getWord(vm.untold)) | bit);
  yield* sriIsDue();
  return 0;
}

/** An SRI is due on this CPU as soon as the normal world runs there again. */
export function* sriIsDue(): Op<void> {
  const { cpu } = yield* self();
  yield* write(DELAYED(cpu), true);
}

/** ffa_notifications_sri_trigger_if_delayed: the CPU goes back to the normal world. A fault can lose the SGI. */
export function* backToNormalWorld(): Op<void> {
  const { cpu } = yield* self();
  if (!(yield* read(DELAYED(cpu)))) return;
  yield* write(DELAYED(cpu), false);
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
    why: 'On the way back to the normal world Hafnium raises the SRI that was held back',
    src: SRC,
    fault: struck?.index ?? null,
  });
}
