import { SPMC_ID } from '../../../abi/endpoint.ts';
import { FFA_ID_GET, FFA_MSG_WAIT, FFA_SPM_ID_GET } from '../../../abi/ffa-call.ts';
import { frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, functionId } from '../../../abi/function-id.ts';
import { success } from '../../../abi/reply.ts';
import type { Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { answeredBy, asked } from '../optee-os/told.ts';

// OP-TEE starts as SPMC (core/arch/arm/kernel/thread_spmc.c, spmc_init with CFG_CORE_SEL1_SPMC, and the end of entry_a64.S; OP-TEE
// d5001fe0). The SPMD's answers to the secure world: TF-A services/std_svc/spmd/spmd_main.c at 6a164dda. Read, not recorded.

const { act } = narrate('secure/optee-spmc/start', 'spmc');

/** SPMD_DIRECT_MSG_ENDPOINT_ID */
const SPMD_ID = 0xffffn;
/** Somewhere in OP-TEE's own memory. */
const ENTRY = 0x0e10_0fc0n;
const in64 = (word: bigint): bigint => word | (1n << 30n);

export function* startAsSpmc(): Op<void> {
  yield* act(
    'Who is the SPMD?',
    'FFA_SPM_ID_GET',
    asked(frame(FFA_SPM_ID_GET.id32)),
    undefined,
    answeredBy('spmd', success(SPMD_ID)),
  );
  yield* act(
    'Which id has the SPMC, by the manifest that the SPMD has read?',
    'FFA_ID_GET',
    asked(frame(FFA_ID_GET.id32)),
    undefined,
    answeredBy('spmd', success(BigInt(SPMC_ID))),
  );
  yield* act(
    'Where its other CPUs begin',
    'FFA_SECONDARY_EP_REGISTER',
    asked(frame(functionId(FUNCTION_IDS.FFA_SECONDARY_EP_REGISTER.number, 64), ENTRY)),
    undefined,
    answeredBy('spmd', success().with(0, in64(success()[0] ?? 0n))),
  );
  yield* act(
    'The SPMC is ready, and waits for the first call; the CPU goes on to the normal world',
    'FFA_MSG_WAIT',
    asked(frame(FFA_MSG_WAIT.id32)),
    undefined,
    { to: 'spmd' },
  );
}
