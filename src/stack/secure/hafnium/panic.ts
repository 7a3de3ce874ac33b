import type { Frame } from '../../../abi/frame.ts';
import { forever, type Op, set } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { asGuard, type Condition } from '../rules/guard.ts';
import { type Reply, shaped } from '../rules/reply.ts';
import { type Rule, runs } from '../rules/rule.ts';

// Calls that the machine does not survive.

const SRC = 'secure/hafnium/panic';
const hafnium = narrate(SRC, 'spmc');
const optee = narrate(SRC, 'optee');

/** No registers are this answer. */
const NO_ANSWER: Reply = shaped('no answer', () => false);

/** A CHECK of Hafnium fails: every CPU that enters the secure world stays there. */
function* hafniumPanics(): Op<Frame> {
  const text = 'Panic: EL2 exception';
  yield* set(SPMC.panic, text);
  yield* hafnium.violation('A check that cannot fail has failed', 'PANIC', `Hafnium panics: ${text}`);
  return yield* forever('Hafnium, which has panicked: this CPU never comes back');
}

export const stops = (where: Condition, sentence: string): Rule => ({
  ...runs(hafniumPanics, [NO_ANSWER], sentence),
  guard: asGuard(where),
});

/**
 * OP-TEE is given something that it has no handler for and answers FFA_ERROR, which Hafnium refuses with FFA_ERROR, which
 * OP-TEE takes for fatal (thread_spmc.c, thread_spmc_msg_recv; recorded: a FFA_RUN).
 */
export function* opteeCannotAnswer(): Op<Frame> {
  const text = 'FFA_ERROR from SPMC is fatal';
  yield* set(OPTEE.panic, text);
  yield* optee.violation('Hafnium answers an error with an error', 'PANIC', `OP-TEE panics: ${text}`);
  return yield* forever('OP-TEE, which has panicked: this CPU never comes back');
}

export const opteePanics = (sentence: string): Rule => runs(opteeCannotAnswer, [NO_ANSWER], sentence);
