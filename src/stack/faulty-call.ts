import { OPTEE_ID } from '../abi/endpoint.ts';
import { FFA_INTERRUPT } from '../abi/ffa-call.ts';
import { type Frame, frame } from '../abi/frame.ts';
import { error } from '../abi/reply.ts';
import { forever, type Op, read, self, set, sleep, write } from '../sim/effects.ts';
import type { Struck } from '../sim/fault.ts';
import { refs } from '../sim/memory.ts';
import { OPTEE } from '../trace/keys.ts';

// What a fault of the scenario does to a register call. It stands between Linux and the firmware, and is neither.

/** A call that the fault `interrupt` preempted: how often still, and the reply that waits. */
interface Preempted {
  readonly left: number;
  readonly reply: Frame;
}

/** By CPU. */
const PREEMPTED = refs<Preempted | null>('preempted', null);

/**
 * Direct requests, and FFA_RUN which goes on with one: nothing else can be preempted. Every other call runs to its end with
 * interrupts masked (OP-TEE's thread_spmc.c at S-EL1, Hafnium's own calls at S-EL2): there an interrupt waits.
 */
const PREEMPTIBLE: ReadonlySet<bigint> = new Set([0x6fn, 0x8dn, 0x6dn]);

/** The reply that Linux sees: the firmware's, unless a fault stands in the way. */
export function* answered(struck: Struck | null, call: Frame, ask: () => Op<Frame>): Op<Frame> {
  if (struck === null) return yield* ask();
  const fault = struck.do;
  if ('error' in fault) return error(fault.error);
  if ('drop' in fault) return yield* forever('a reply that never comes');
  if ('crash' in fault) {
    yield* set(OPTEE.panic, 'stopped by the scenario');
    return yield* forever('the secure world, which has stopped');
  }
  const reply = yield* ask();
  if ('reply' in fault) return frame(...reply.map((w, i) => fault.reply.get(i) ?? w));
  if ('delay' in fault) {
    yield* sleep(fault.delay);
    return reply;
  }
  if ('interrupt' in fault && PREEMPTIBLE.has((call[0] ?? 0n) & 0xffffn)) {
    const { cpu } = yield* self();
    yield* write(PREEMPTED(cpu), { left: fault.interrupt - 1, reply });
    return interrupted(cpu);
  }
  return reply;
}

/** FFA_RUN after an FFA_INTERRUPT that a scenario asked for: the call that was preempted goes on. Null: there is none. */
export function* resumePreempted(): Op<Frame | null> {
  const { cpu } = yield* self();
  const waiting = yield* read(PREEMPTED(cpu));
  if (waiting === null) return null;
  if (waiting.left > 0) {
    yield* write(PREEMPTED(cpu), { ...waiting, left: waiting.left - 1 });
    return interrupted(cpu);
  }
  yield* write(PREEMPTED(cpu), null);
  return waiting.reply;
}

const interrupted = (cpu: number): Frame => FFA_INTERRUPT.encode({ target: OPTEE_ID, vcpu: cpu });
