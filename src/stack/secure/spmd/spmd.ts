import type { Frame } from '../../../abi/frame.ts';
import { error, SMCCC_NOT_SUPPORTED, success, versionReply } from '../../../abi/reply.ts';
import { bits } from '../../../base/bits.ts';
import { become, machine, type Op } from '../../../sim/effects.ts';
import { resumePreempted } from '../../faulty-call.ts';
import type { Machine } from '../../machine.ts';
import { SPMC_ID } from '../names.ts';
import { FFA_VERSION_1_2, INVALID_PARAMETERS, NOT_SUPPORTED } from '../optee-spmc/codes.ts';
import { spmc } from '../optee-spmc/spmc.ts';
import { isFfaFunction } from './route.ts';

// TF-A's dispatcher at EL3 (services/std_svc/spmd/spmd_main.c, spmd_smc_handler, at 6a164dda7208), for calls that come
// from the normal world.

/** Functions that the normal world may call and that go on to the SPMC. */
const FORWARDED = new Set([
  0x60, 0x61, 0x64, 0x65, 0x66, 0x67, 0x68, 0x6d, 0x6e, 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x77, 0x7a, 0x7b,
  0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84, 0x86, 0x8b, 0x8f,
]);
const VERSION = 0x63;
const ID_GET = 0x69;
const SPM_ID_GET = 0x85;
const RUN = 0x6d;
const DIRECT_REQ = 0x6f;

/** One call of Linux with the reply that comes back from EL3. */
export function* spmd(call: Frame): Op<Frame> {
  const w0 = call[0] ?? 0n;
  // Not an FF-A function: the SMC dispatcher's own answer, -1 in 64 bits (recorded for 0x840000ff).
  if (!isFfaFunction(w0)) return SMCCC_NOT_SUPPORTED;
  const number = Number(w0 & 0xffffn);
  switch (number) {
    case VERSION:
      return yield* version(call);
    case ID_GET:
      return success(0n);
    case SPM_ID_GET:
      return success(BigInt(SPMC_ID));
    case DIRECT_REQ:
      // A caller of the normal world must name a normal-world sender.
      if (bits(call[1] ?? 0n, 31, 31) === 1n) return error(INVALID_PARAMETERS);
      return yield* enter(call);
    case RUN:
      return (yield* resumePreempted()) ?? (yield* enter(call));
    default:
      return FORWARDED.has(number) ? yield* enter(call) : error(NOT_SUPPORTED);
  }
}

/**
 * FFA_VERSION: whatever is asked for, the SPMC's own version comes back (recorded: 1.2 for 1.0, 1.2 and 2.0). The SPMC
 * remembers the asked version when the major number is its own.
 */
function* version(call: Frame): Op<Frame> {
  const asked = Number((call[1] ?? 0n) & 0xffff_ffffn);
  if (asked >= 0x8000_0000) return [BigInt(0xffff_ffff), 0n, 0n, 0n, 0n, 0n, 0n, 0n];
  const { secure } = yield* machine<Machine>();
  if (asked >> 16 === 1) secure.version = Math.min(asked, FFA_VERSION_1_2);
  return versionReply(1, 2);
}

/** The CPU goes to the secure world and comes back. */
function* enter(call: Frame): Op<Frame> {
  yield* become('secure-atomic');
  const reply = yield* spmc(call);
  yield* become('home');
  return reply;
}
