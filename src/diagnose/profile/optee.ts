import type { Frame } from '../../abi/frame.ts';
import { error, SMCCC_NOT_SUPPORTED } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { expectDirect, observeDirect } from './direct.ts';
import { type Expectation, oneOf, type Responder } from './expectation.ts';
import { expectMemory, observeMemory } from './memory.ts';
import { expectNotification, observeNotification } from './notification.ts';
import { w, x } from './registers.ts';
import { expectSetup, observeSetup } from './setup.ts';
import { ProfileState } from './state.ts';

const DIRECT = [0x6f, 0x8d];

/**
 * The profile `optee`: OP-TEE 4.10 at d5001fe0 as the SPMC in S-EL1 behind TF-A 2.15, without virtualization. It knows
 * the rules and not the machine's past: what a recording has not told yet may be either way.
 */
export class OpteeProfile implements Responder {
  readonly name = 'OP-TEE 4.10 (d5001fe0) as SPMC in S-EL1 behind TF-A 2.15';
  readonly #state = new ProfileState();

  feed(call: Frame): Expectation | 'any' {
    const number = ffaNumber(call);
    if (number === null) return unknownFunction();
    if (DIRECT.includes(number)) return expectDirect(this.#state, number, call) ?? 'any';
    return (
      expectSetup(this.#state, number, call) ??
      expectNotification(this.#state, number, call) ??
      expectMemory(this.#state, number, call) ??
      (number > 0x97 ? unknownFunction() : notSupported())
    );
  }

  observe(call: Frame, reply: Frame): void {
    const number = ffaNumber(call);
    if (number === null) return;
    if (DIRECT.includes(number)) observeDirect(this.#state, call, reply);
    observeSetup(this.#state, number, call, reply);
    observeNotification(this.#state, number, call, reply);
    observeMemory(this.#state, number, call, reply);
  }
}

/** The function number of w0 where it is in the range of the standard secure services, else null. */
function ffaNumber(call: Frame): number | null {
  const id = w(call, 0);
  return (id & 0xbfff_0000n) === 0x8400_0000n && x(call, 0) === id && (id & 0xffffn) >= 0x60n
    ? Number(id & 0xffffn)
    : null;
}

const unknownFunction = (): Expectation =>
  oneOf(
    {
      id: 'SMCCC-UNKNOWN',
      text: 'A function that firmware does not know is answered with all ones, not with FFA_ERROR.',
      source: 'recordings, README 23 (0x840000ff); SMC Calling Convention',
    },
    SMCCC_NOT_SUPPORTED,
    error(FFA_STATUS.NOT_SUPPORTED),
  );

const notSupported = (): Expectation =>
  oneOf(
    {
      id: 'OT-NOT-SUPPORTED',
      text: 'OP-TEE or the SPMD has no handler for this call.',
      source: 'OP-TEE 4.10 (d5001fe0) thread_spmc_msg_recv(); TF-A 2.15 spmd_main.c',
    },
    error(FFA_STATUS.NOT_SUPPORTED),
    error(FFA_STATUS.INVALID_PARAMETERS),
    SMCCC_NOT_SUPPORTED,
  );
