import { FFA_RUN } from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { become, machine, type Op } from '../../sim/effects.ts';
import { resumePreempted } from '../faulty-call.ts';
import type { Machine } from '../machine.ts';
import { answer, type Decision, decide, stillHolds } from './rules/act.ts';

// Where an SMC of the normal world arrives. Who answers it, and how, the rules of the secure world say.

/** Whose answer this call will be, and who passes it on. */
export function* whoAnswers(call: Frame): Op<Decision> {
  const { secureWorld } = yield* machine<Machine>();
  return yield* decide(secureWorld.parties, call);
}

/** One call of Linux with the reply that comes back from EL3; `expected` is who would have answered it just before. */
export function* firmware(call: Frame, expected: Decision): Op<Frame> {
  if (call[0] === FFA_RUN.id32) {
    const resumed = yield* resumePreempted();
    if (resumed !== null) return resumed;
  }
  const decision = (yield* stillHolds(expected)) ? expected : yield* whoAnswers(call);
  return decision.by === 'spmd' ? yield* answer(decision) : yield* enter(decision);
}

/** The CPU goes to the secure world and comes back. */
function* enter(decision: Decision): Op<Frame> {
  yield* become('secure-atomic');
  const reply = yield* answer(decision);
  yield* become('home');
  return reply;
}
