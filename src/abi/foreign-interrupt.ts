import { FFA_INTERRUPT, FFA_RUN } from './ffa-call.ts';
import type { Frame } from './frame.ts';
import { RETURN_INTERRUPT, SERVICE_IDS } from './service-table.ts';

/**
 * Calls that a foreign interrupt stopped, until Linux resumes them. Such an interrupt shows as a reply to a yielding call
 * with w3 = 0 and w4 = 2 (OPTEE_FFA_YIELDING_CALL_RETURN_INTERRUPT), and as a call that resumes; or, where the SPMC stops the
 * partition itself, as FFA_INTERRUPT and FFA_RUN with the same w1. Only timing decides how many there are, so whoever compares two machines lets the call and its last reply stand for all of them. `T` is what
 * the reader calls a call.
 */
export class ForeignInterrupts<T> {
  readonly #stopped: T[] = [];
  /** By w1 of FFA_INTERRUPT: partition and vCPU. */
  readonly #preempted = new Map<bigint, T>();

  /** The call that goes on with this one; undefined where it is a call of its own. */
  resumed(call: Frame): T | undefined {
    if (call[0] === FFA_RUN.id32) {
      const went = this.#preempted.get(call[1] ?? 0n);
      this.#preempted.delete(call[1] ?? 0n);
      return went;
    }
    return call[3] === SERVICE_IDS.YIELDING_CALL_RESUME ? this.#stopped.pop() : undefined;
  }

  /** A reply to `asked`, by which `call` began or went on. */
  replied(asked: Frame, reply: Frame, call: T): void {
    if (reply[0] === FFA_INTERRUPT.id32) this.#preempted.set(reply[1] ?? 0n, call);
    const yielding = asked[3] === SERVICE_IDS.YIELDING_CALL_WITH_ARG || asked[3] === SERVICE_IDS.YIELDING_CALL_RESUME;
    if (yielding && reply[3] === 0n && reply[4] === RETURN_INTERRUPT) this.#stopped.push(call);
  }
}
