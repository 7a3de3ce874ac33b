import { OPTEE_ID, SPMC_ID } from '../../../abi/endpoint.ts';
import {
  FFA_FEATURES,
  FFA_ID_GET,
  FFA_MSG_WAIT,
  FFA_NOTIFICATION_SET,
  FFA_RXTX_MAP,
  FFA_SPM_ID_GET,
  FFA_VERSION,
} from '../../../abi/ffa-call.ts';
import { frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, functionId } from '../../../abi/function-id.ts';
import { error, success } from '../../../abi/reply.ts';
import { FFA_STATUS } from '../../../abi/status.ts';
import { getFlag, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { SPMC } from '../../../trace/keys.ts';
import { answeredBy, asked } from '../optee-os/told.ts';
import { OWN_VERSION, V1_2 } from './cells.ts';

// OP-TEE starts as a partition of Hafnium (core/arch/arm/kernel/thread_spmc.c, spmc_init without CFG_CORE_SEL1_SPMC, and the end
// of entry_a64.S; OP-TEE d5001fe0). Hafnium's answers to a partition: src/api.c at 21bfbdc1. Read, not recorded: the machine's
// recordings begin with Linux.

const { act } = narrate('secure/hafnium/start', 'optee');

/** Somewhere in OP-TEE's own memory: TX, RX, and where its other CPUs begin. */
const TX = 0x0e10_0000n;
const RX = 0x0e10_1000n;
const ENTRY = 0x0e10_0fc0n;

export function* startAsPartition(): Op<void> {
  const version = frame(FFA_VERSION.id32, BigInt(V1_2));
  yield* act(
    'OP-TEE asks for the version that its manifest names, and goes on with the lower of both',
    'FFA_VERSION',
    asked(version, { version: '1.2' }),
    undefined,
    answeredBy('spmc', frame(BigInt(OWN_VERSION))),
  );
  yield* act(
    'OP-TEE has buffers of its own to talk with Hafnium; a refusal would be fatal',
    'FFA_RXTX_MAP',
    asked(frame(FFA_RXTX_MAP.id64, TX, RX, 1n), { pages: 1 }),
    undefined,
    answeredBy('spmc', success()),
  );
  yield* act(
    'Who is the SPMC?',
    'FFA_SPM_ID_GET',
    asked(frame(FFA_SPM_ID_GET.id32)),
    undefined,
    answeredBy('spmc', success(BigInt(SPMC_ID))),
  );
  yield* act(
    'Which partition am I?',
    'FFA_ID_GET',
    asked(frame(FFA_ID_GET.id32)),
    undefined,
    answeredBy('spmc', success(BigInt(OPTEE_ID))),
  );
  const ready = yield* getFlag(SPMC.notifReady);
  yield* act(
    'May a partition set notifications? Only then OP-TEE has asynchronous ones',
    'FFA_FEATURES',
    asked(frame(FFA_FEATURES.id32, FFA_NOTIFICATION_SET.id32), { of: 'FFA_NOTIFICATION_SET' }),
    undefined,
    answeredBy('spmc', ready ? success() : error(FFA_STATUS.NOT_SUPPORTED)),
  );
  yield* act(
    'Where its other CPUs begin',
    'FFA_SECONDARY_EP_REGISTER',
    asked(frame(functionId(FUNCTION_IDS.FFA_SECONDARY_EP_REGISTER.number, 64), ENTRY)),
    undefined,
    answeredBy('spmc', success()),
  );
  yield* act(
    'OP-TEE is ready, and waits for the first message; the CPU goes on to the normal world',
    'FFA_MSG_WAIT',
    asked(frame(FFA_MSG_WAIT.id32)),
    undefined,
    { to: 'spmc' },
  );
}
