import type { Payload } from '../../../abi/optee-service.ts';
import { YIELDING_CALL_WITH_ARG } from '../../../abi/optee-service.ts';
import { RETURN_INTERRUPT, RETURN_RPC_CMD } from '../../../abi/service-table.ts';
import { u32 } from '../../../base/bits.ts';
import type { FiberEnd } from '../../../sim/effect.ts';
import { become, machine, type Op, resumeFiber, self, set, startFiber } from '../../../sim/effects.ts';
import { OPTEE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import { DENIED, TEE_ERROR_BAD_PARAMETERS, TEE_ERROR_BUSY } from '../optee-spmc/codes.ts';
import type { Thread } from './state.ts';
import { yieldingCallWithArg } from './tee/entry-std.ts';

// OP-TEE's threads (core/arch/arm/kernel/thread.c, thread_alloc_and_run, thread_resume_from_rpc; OP-TEE d5001fe0). A
// thread goes from free to active to suspended and back; the normal world decides when it goes on.

/** The first free thread runs the call; TEE_ERROR_BUSY in w3 where none is free. */
export function* startThread(service: bigint, handle: bigint, offset: number): Op<Payload> {
  const { secure } = yield* machine<Machine>();
  const thread = secure.threads.find((t) => t.state === 'free');
  if (thread === undefined) return [TEE_ERROR_BUSY, 0n, 0n, 0n, 0n];
  const body = service === YIELDING_CALL_WITH_ARG.id ? yieldingCallWithArg(thread, handle, offset) : unknownService();
  yield* activate(thread);
  return yield* cameBack(thread, yield* startFiber(nameOf(thread), body));
}

/** A thread is allocated even for a service that does not exist; then FFA_DENIED comes in w3 (recorded: i4). */
// biome-ignore lint/correctness/useYield: an answer that needs nothing of the kernel
function* unknownService(): Op<bigint> {
  return u32(DENIED);
}

/** TEE_ERROR_BAD_PARAMETERS where there is no such thread, or it is not suspended. */
export function* resumeThread(index: number): Op<Payload> {
  const { secure } = yield* machine<Machine>();
  const thread = secure.threads[index];
  if (thread === undefined || thread.state !== 'suspended') return [TEE_ERROR_BAD_PARAMETERS, 0n, 0n, 0n, 0n];
  yield* activate(thread);
  return yield* cameBack(thread, yield* resumeFiber(nameOf(thread)));
}

const nameOf = (thread: Thread): string => `OP-TEE thread ${thread.index}`;

/** The CPU runs the thread from here on, with foreign interrupts unmasked. */
function* activate(thread: Thread): Op<void> {
  const { name } = yield* self();
  yield* become('secure-thread');
  thread.state = 'active';
  yield* set(OPTEE.thread(thread.index), `active, ${name}`);
}

/** Its call is done, or it asks for something, or the normal world has to take an interrupt. */
function* cameBack(thread: Thread, end: FiberEnd): Op<Payload> {
  if (end.how === 'left') return yield* suspend(thread, 'rpc', RETURN_RPC_CMD);
  if (end.how === 'interrupted') return yield* suspend(thread, 'interrupt', RETURN_INTERRUPT);
  thread.state = 'free';
  yield* set(OPTEE.thread(thread.index), 'free');
  return [end.value as bigint, 0n, 0n, 0n, 0n];
}

function* suspend(thread: Thread, why: 'rpc' | 'interrupt', what: bigint): Op<Payload> {
  thread.state = 'suspended';
  thread.suspended = why;
  yield* set(
    OPTEE.thread(thread.index),
    `suspended, ${why === 'rpc' ? 'waits for an answer of Linux' : 'interrupted'}`,
  );
  return [0n, what, 0n, 0n, BigInt(thread.index)];
}
