import { OPTEE_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS } from '../../../abi/function-id.ts';
import { directResponse } from '../../../abi/optee-service.ts';
import { error as errorFrame } from '../../../abi/reply.ts';
import { FFA_STATUS } from '../../../abi/status.ts';
import { type Op, self } from '../../../sim/effects.ts';
import { runOn } from '../optee-os/optee.ts';
import { asGuard, not } from '../rules/guard.ts';
import { numberOf, receiverOf, senderOf, w, x } from '../rules/registers.ts';
import { refusal, sameFrame, shaped } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, passes, type Rule, runs, when } from '../rules/rule.ts';
import { opteeCannotAnswer, opteePanics } from './panic.ts';
import { isPartition, SECOND_ID } from './second.ts';
import { commanded, mayHaveSignalled } from './second-calls.ts';
import { api } from './source.ts';

// Direct messages and FFA_RUN (src/api.c, src/ffa/spmc/direct_messaging.c; Hafnium 21bfbdc1).

const UUID_LOW = 0xe311f8e7_e0786148n;
const UUID_HIGH = 0x1bc5d5a5_02005ebcn;
const FRAMEWORK = 1n << 31n;

const isReq2 = (c: Frame): boolean => numberOf(c) === FUNCTION_IDS.FFA_MSG_SEND_DIRECT_REQ2.number;
const isFramework = (c: Frame): boolean => !isReq2(c) && (x(c, 2) & FRAMEWORK) !== 0n;
const isNil = (c: Frame): boolean => x(c, 2) === 0n && x(c, 3) === 0n;

const VM_CREATED = 4n;
const VM_DESTROYED = 6n;
const isAvailability = (c: Frame): boolean => [VM_CREATED, VM_DESTROYED].includes(x(c, 2) & 0xffn);

const HANDLER = api('api_ffa_msg_send_direct_req', 3148);
const NOBODY = when(
  not(isPartition(receiverOf)),
  'INVALID_PARAMETERS',
  'there is no partition with the id of the receiver',
);
/** What the second partition answers is its own. */
const anyResponse = shaped('a response of the second partition', (c, _cells, reply) =>
  sameFrame(reply.slice(0, 3), directResponse(c, [0n, 0n, 0n, 0n, 0n]).slice(0, 3)),
);
const MESSAGE: readonly Rule[] = [
  when((c) => x(c, 2) !== 0n, 'INVALID_PARAMETERS', 'w2 must be zero'),
  NOBODY,
  {
    ...runs(
      commanded,
      [anyResponse],
      'the second partition makes the call in w3 to w7, and tells what it was answered',
      mayHaveSignalled,
    ),
    guard: asGuard((c) => receiverOf(c) === SECOND_ID),
  },
  passes('optee', 'OP-TEE is a partition of Hafnium'),
];
const REQ = answers(HANDLER, MESSAGE);
const REQ2 = answers(HANDLER, [
  NOBODY,
  when(
    (c) => receiverOf(c) === SECOND_ID,
    'DENIED',
    'by its manifest the second partition takes no FFA_MSG_SEND_DIRECT_REQ2',
  ),
  when(
    (c) => !isNil(c) && (x(c, 2) !== UUID_LOW || x(c, 3) !== UUID_HIGH),
    'INVALID_PARAMETERS',
    'the partition has no service with this UUID',
  ),
  otherwise([], 'DENIED', 'by its manifest OP-TEE takes no FFA_MSG_SEND_DIRECT_REQ2'),
]);
const FRAMEWORK_MESSAGE = answers(HANDLER, [
  when(
    (c) => !isAvailability(c) || receiverOf(c) !== OPTEE_ID,
    'INVALID_PARAMETERS',
    'the normal world sends no such message of the framework',
  ),
  opteePanics('OP-TEE asks to hear of VMs, and built without virtualization has no answer: it panics'),
]);

export function directRequest(call: Frame): CallRules {
  if (isReq2(call)) return REQ2;
  return isFramework(call) ? FRAMEWORK_MESSAGE : REQ;
}

export const RESPONSE = answers(api('api_ffa_msg_send_direct_resp', 3525), [
  otherwise([], 'INVALID_PARAMETERS', 'only a partition responds'),
]);

const targetOf = senderOf;
const vcpuOf = receiverOf;

function* resume(call: Frame): Op<Frame> {
  const { cpu } = yield* self();
  if (vcpuOf(call) !== cpu) return errorFrame(FFA_STATUS.INVALID_PARAMETERS);
  if (targetOf(call) === 0) return errorFrame(FFA_STATUS.DENIED);
  return (yield* runOn()) ?? (yield* opteeCannotAnswer());
}

/** What goes on: a call that an interrupt of the normal world had stopped. */
const wentOn = shaped('the call that was interrupted goes on', (_c, _cells, reply) =>
  ([0x6f, 0x70, 0x62] as const).some((n) => Number(w(reply, 0) & 0xffffn) === n),
);

export const RUN = answers(api('api_ffa_run', 1593), [
  when(
    (c) => targetOf(c) !== OPTEE_ID && targetOf(c) !== 0,
    'INVALID_PARAMETERS',
    'there is no partition with this id',
  ),
  runs(
    resume,
    [wentOn, refusal('INVALID_PARAMETERS'), refusal('DENIED')],
    'a call that was interrupted on this CPU goes on; another vCPU than this CPU’s is a wrong parameter, and an OP-TEE that waits for messages panics',
  ),
]);
