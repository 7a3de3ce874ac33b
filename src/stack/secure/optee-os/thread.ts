import type { Payload } from '../../../abi/optee-service.ts';
import { YIELDING_CALL_WITH_ARG } from '../../../abi/optee-service.ts';
import { RETURN_INTERRUPT, RETURN_RPC_CMD } from '../../../abi/service-table.ts';
import { u32 } from '../../../base/bits.ts';
import type { FiberEnd } from '../../../sim/effect.ts';
import {
  become,
  get,
  machine,
  type Op,
  read,
  resumeFiber,
  self,
  set,
  startFiber,
  write,
} from '../../../sim/effects.ts';
import { refs } from '../../../sim/memory.ts';
import { OPTEE } from '../../../trace/keys.ts';
import type { NsInterrupts } from '../../config.ts';
import type { Machine } from '../../machine.ts';
import { DENIED, TEE_ERROR_BAD_PARAMETERS, TEE_ERROR_BUSY } from './codes.ts';
import { yieldingCallWithArg } from './tee/entry-std.ts';

// OP-TEE's threads (core/arch/arm/kernel/thread.c, thread_alloc_and_run, thread_resume_from_rpc; OP-TEE d5001fe0). A
// thread goes from free to active to suspended and back; the normal world decides when it goes on.

/** What the cell of a thread says, or begins with. */
const FREE = 'free';
const SUSPENDED = 'suspended';

/** By CPU: the thread that the SPMC has stopped there, whose call has no answer yet. */
const PREEMPTED = refs<number | null>('optee.preempted', null);
/** The SPMC has stopped the call; it goes on with `resumePreemptedThread` on the same CPU. */
export const STOPPED = 'stopped';

/** The first free thread runs the call; TEE_ERROR_BUSY in w3 where none is free. */
export function* startThread(service: bigint, handle: bigint, offset: number): Op<Payload | typeof STOPPED> {
  const index = yield* firstFree();
  if (index === null) return [TEE_ERROR_BUSY, 0n, 0n, 0n, 0n];
  const body = service === YIELDING_CALL_WITH_ARG.id ? yieldingCallWithArg(index, handle, offset) : unknownService();
  yield* activate(index);
  return yield* cameBack(index, yield* startFiber(nameOf(index), body));
}

function* firstFree(): Op<number | null> {
  const { config } = yield* machine<Machine>();
  for (let i = 0; i < config.threads; i++) if ((yield* get(OPTEE.thread(i))) === FREE) return i;
  return null;
}

/** A thread is allocated even for a service that does not exist; then FFA_DENIED comes in w3 (recorded: i4). */
// biome-ignore lint/correctness/useYield: an answer that needs nothing of the kernel
function* unknownService(): Op<bigint> {
  return u32(DENIED);
}

/** TEE_ERROR_BAD_PARAMETERS where there is no such thread, or it is not suspended. */
export function* resumeThread(index: number): Op<Payload | typeof STOPPED> {
  if (!String(yield* get(OPTEE.thread(index))).startsWith(SUSPENDED)) return [TEE_ERROR_BAD_PARAMETERS, 0n, 0n, 0n, 0n];
  yield* activate(index);
  return yield* cameBack(index, yield* resumeFiber(nameOf(index)));
}

/** The call that was stopped on this CPU goes on: its answer, or that it was stopped again. Null: there is none. */
export function* resumePreemptedThread(): Op<Payload | typeof STOPPED | null> {
  const { cpu } = yield* self();
  const index = yield* read(PREEMPTED(cpu));
  if (index === null) return null;
  yield* write(PREEMPTED(cpu), null);
  yield* activate(index);
  return yield* cameBack(index, yield* resumeFiber(nameOf(index)));
}

const nameOf = (index: number): string => `OP-TEE thread ${index}`;

/** The CPU runs the thread from here on, with foreign interrupts unmasked unless the SPMC keeps them for later. */
function* activate(index: number): Op<void> {
  const { name } = yield* self();
  yield* become((yield* nsInterrupts()) === 'queued' ? 'secure-atomic' : 'secure-thread');
  yield* set(OPTEE.thread(index), `active, ${name}`);
}

/** Its call is done, or it asks for something, or the normal world has to take an interrupt. */
function* cameBack(index: number, end: FiberEnd): Op<Payload | typeof STOPPED> {
  if (end.how === 'left') return yield* suspend(index, 'waits for an answer of Linux', RETURN_RPC_CMD);
  if (end.how === 'interrupted') return yield* interrupted(index);
  yield* set(OPTEE.thread(index), FREE);
  return [end.value as bigint, 0n, 0n, 0n, 0n];
}

/** What the partition's manifest says; OP-TEE as its own SPMC leaves by itself, as with a managed exit. */
function* nsInterrupts(): Op<NsInterrupts> {
  const { config, secureWorld } = yield* machine<Machine>();
  return secureWorld.hasManifests ? config.nsInterrupts : 'managed-exit';
}

function* interrupted(index: number): Op<Payload | typeof STOPPED> {
  const how = yield* nsInterrupts();
  if (how === 'managed-exit') return yield* suspend(index, 'interrupted', RETURN_INTERRUPT);
  if (how === 'queued') return yield* cameBack(index, yield* resumeFiber(nameOf(index)));
  const { cpu } = yield* self();
  yield* write(PREEMPTED(cpu), index);
  yield* set(OPTEE.thread(index), `active, stopped by the SPMC on CPU ${cpu}`);
  return STOPPED;
}

function* suspend(index: number, why: string, what: bigint): Op<Payload> {
  yield* set(OPTEE.thread(index), `${SUSPENDED}, ${why}`);
  return [0n, what, 0n, 0n, BigInt(index)];
}
