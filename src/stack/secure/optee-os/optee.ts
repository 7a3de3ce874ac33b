import { OPTEE_ID } from '../../../abi/endpoint.ts';
import { FFA_INTERRUPT } from '../../../abi/ffa-call.ts';
import type { Frame } from '../../../abi/frame.ts';
import {
  directResponse,
  type Payload,
  YIELDING_CALL_RESUME,
  YIELDING_CALL_WITH_ARG,
} from '../../../abi/optee-service.ts';
import { FFA_STATUS } from '../../../abi/status.ts';
import { u32 } from '../../../base/bits.ts';
import { type Op, read, self, write } from '../../../sim/effects.ts';
import { refs } from '../../../sim/memory.ts';
import { OPTEE, SPMC } from '../../../trace/keys.ts';
import { frameworkRules, isDirect2, isFramework } from '../optee-spmc/direct.ts';
import { REGISTERED } from '../optee-spmc/shared-memory.ts';
import { handler, OPTEE_REVISION, OPTEE_SOURCE, opteeHref } from '../optee-spmc/source.ts';
import { cell } from '../rules/cell-types.ts';
import type { Cells, Knowledge } from '../rules/cells.ts';
import { not } from '../rules/guard.ts';
import { w, wide, x } from '../rules/registers.ts';
import { shaped } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, type Party, runs, when } from '../rules/rule.ts';
import { blockingCall, isResponse, responds, teeResult } from './services.ts';
import { resumePreemptedThread, resumeThread, STOPPED, startThread } from './thread.ts';

// OP-TEE as a partition of its own SPMC (core/arch/arm/kernel/thread_spmc.c, optee_lsp_handle_direct_request; OP-TEE
// d5001fe0): messages of the framework, blocking services, and services that run on a thread.

const LSP = handler('optee_lsp_handle_direct_request', 927);
const YIELDING = handler('handle_yielding_call', 776);
const YIELDING_BIT = 1n << 31n;

const NO_REQ2 = answers(LSP, [otherwise([], 'NOT_SUPPORTED', 'OP-TEE has no service behind FFA_MSG_SEND_DIRECT_REQ2')]);

const FREE = 'free';
const SUSPENDED = 'suspended';
const threadOf = (reply: Frame): string => OPTEE.thread(Number(w(reply, 7)));
const thread = cell<string>((c) => OPTEE.thread(Number(w(c, 7))), '');

const isRpcOrInterrupt = (call: Frame, reply: Frame): boolean => {
  const isRpc = x(reply, 4) === 1n;
  const isInterrupt = x(reply, 4) === 2n && x(reply, 5) === 0n && x(reply, 6) === 0n;
  return isResponse(call, reply) && x(reply, 3) === 0n && (isRpc || isInterrupt);
};

const isSuspended = (cells: Cells, key: string): boolean => String(cells.read(key)?.value ?? '').startsWith(SUSPENDED);

const done = responds(0n, 0n);
const leftByAnother = shaped(
  'an RPC or an interrupt of a thread that was free',
  (c, cells, r) => isRpcOrInterrupt(c, r) && !isSuspended(cells, threadOf(r)),
);
const leftBySame = shaped(
  'an RPC or an interrupt of the same thread',
  (c, _cells, r) => isRpcOrInterrupt(c, r) && w(r, 7) === w(c, 7),
);

/** The thread of this reply is suspended, or done and free again. */
function follow(knowledge: Knowledge, key: string, call: Frame, reply: Frame): void {
  if (isRpcOrInterrupt(call, reply)) knowledge.know(key, SUSPENDED);
  else if (x(reply, 3) === 0n) knowledge.know(key, FREE);
  else knowledge.forget(key);
}

/** By CPU: the call that the SPMC has stopped there. */
const STOPPED_CALL = refs<Frame | null>('optee.stopped_call', null);

function* start(call: Frame): Op<Frame> {
  return yield* answerTo(call, yield* startThread(w(call, 3), wide(call, 4, 5), Number(w(call, 6))));
}

function* resume(call: Frame): Op<Frame> {
  return yield* answerTo(call, yield* resumeThread(Number(w(call, 7))));
}

/** The response; FFA_INTERRUPT where the SPMC has stopped the call for an interrupt of the normal world. */
function* answerTo(call: Frame, payload: Payload | typeof STOPPED): Op<Frame> {
  if (payload !== STOPPED) return directResponse(call, payload);
  const { cpu } = yield* self();
  yield* write(STOPPED_CALL(cpu), call);
  return FFA_INTERRUPT.encode({ target: OPTEE_ID, vcpu: cpu });
}

/** FFA_RUN on the CPU where a call was stopped: what it answers now. Null: none was stopped. */
export function* runOn(): Op<Frame | null> {
  const { cpu } = yield* self();
  const call = yield* read(STOPPED_CALL(cpu));
  const payload = call === null ? null : yield* resumePreemptedThread();
  if (call === null || payload === null) return null;
  yield* write(STOPPED_CALL(cpu), null);
  return yield* answerTo(call, payload);
}

const WITH_ARG = answers(YIELDING, [
  runs(
    start,
    [done, leftByAnother, teeResult('TEE_ERROR_BUSY'), teeResult('TEE_ERROR_BAD_PARAMETERS')],
    'a free thread takes the message: it is done, asks for an RPC, or was interrupted; without a free thread it is busy, and a handle that is not known or a message that does not fit is a bad parameter',
    (call, knowledge, reply) => {
      if (x(reply, 3) === 0n) knowledge.know(SPMC.shm(wide(call, 4, 5)), REGISTERED);
      if (isRpcOrInterrupt(call, reply)) knowledge.know(threadOf(reply), SUSPENDED);
    },
  ),
]);

/** A thread is allocated even for a service that does not exist; then FFA_DENIED comes in w3 (recorded: i4). */
const UNKNOWN = answers(handler('handle_yielding_call', 776), [
  runs(
    start,
    [responds(u32(FFA_STATUS.DENIED)), teeResult('TEE_ERROR_BUSY')],
    'there is no yielding service of this number',
  ),
]);

const RESUME = answers(YIELDING, [
  when(
    not(thread.matches((state) => state.startsWith(SUSPENDED))),
    teeResult('TEE_ERROR_BAD_PARAMETERS'),
    'w7 names no suspended thread',
  ),
  runs(
    resume,
    [done, leftBySame, teeResult('TEE_ERROR_BAD_PARAMETERS'), responds(u32(FFA_STATUS.DENIED))],
    'the thread goes on: it is done, asks for an RPC, or was interrupted',
    (call, knowledge, reply) => follow(knowledge, OPTEE.thread(Number(w(call, 7))), call, reply),
  ),
]);

function yieldingCall(call: Frame): CallRules {
  if (x(call, 3) === YIELDING_CALL_RESUME.id) return RESUME;
  return w(call, 3) === YIELDING_CALL_WITH_ARG.id ? WITH_ARG : UNKNOWN;
}

export const opteePartition: Party = {
  actor: 'optee',
  source: OPTEE_SOURCE,
  version: OPTEE_REVISION,
  href: opteeHref,
  stopped: OPTEE.panic,
  handles(call) {
    if (isDirect2(call)) return NO_REQ2;
    if (isFramework(call)) return frameworkRules(call);
    return (x(call, 3) & YIELDING_BIT) === 0n ? blockingCall(call) : yieldingCall(call);
  },
};
