import { SPMC_ID } from '../../../abi/endpoint.ts';
import { type Frame, frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId, type Width } from '../../../abi/function-id.ts';
import { callName } from '../../../abi/identify.ts';
import { directResponse } from '../../../abi/optee-service.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { hex, hi32, lo32 } from '../../../base/bits.ts';
import { leaves, type Op } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { SPMC, spmcVm } from '../../../trace/keys.ts';
import { answerBy } from '../rules/act.ts';
import { bitmap } from '../rules/cell-types.ts';
import { ALL_BITS, type Knowledge } from '../rules/cells.ts';
import { all, any, not, whether } from '../rules/guard.ts';
import { receiverOf, senderOf, w, x } from '../rules/registers.ts';
import { fromCells, type Reply, success } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, when } from '../rules/rule.ts';
import { ids } from './bindings.ts';
import { bound, enabled, pending, untold } from './cells.ts';
import { featuresOf } from './features.ts';
import { BOUND_KEYS, boundToSender, SECOND_ID } from './second.ts';
import { backToNormalWorld, sriIsDue } from './signal.ts';
import { api } from './source.ts';
import { toldOfReceiver } from './told.ts';

// What Hafnium answers to the second partition, which makes the call that a direct request tells it to make: w3 is the
// function, w4 to w7 are w1 to w4 of the call; the response brings w0 to w4 of the answer in w3 to w7. Which calls these are,
// and their answers, are recorded (docs/recordings-hafnium.md, 43 to 46); how the recorded program is told is our own.

const { act } = narrate('secure/hafnium/second-calls', 'spmc');

const isMine = (id: number): boolean => id === SECOND_ID;
const DELAY_SRI = 2n;
const isVm = (id: number): boolean => id < 0x8000;

const given =
  (...[sender, receiver]: readonly ((id: number) => boolean)[]) =>
  (c: Frame): boolean =>
    sender?.(senderOf(c)) === true && receiver?.(receiverOf(c)) === true;

/** Are all of them bound to the second partition, by this receiver? */
const allAreMine = whether(BOUND_KEYS, (c, cells) => (ids(c) & ~boundToSender(c, cells).ones) === 0n);

const SET = answers(api('api_ffa_notification_set', 4714), [
  when((c) => (w(c, 2) & ~DELAY_SRI) !== 0n, 'INVALID_PARAMETERS', 'w2 has another flag than the delay of the SRI'),
  when(
    not(given(isMine, isVm)),
    'INVALID_PARAMETERS',
    'w1 must name the partition itself as sender, and a VM as receiver',
  ),
  when((c) => ids(c) === 0n, 'INVALID_PARAMETERS', 'w3 and w4 name no id'),
  when(
    all((c) => receiverOf(c) !== 0, not(enabled.is(true))),
    'INVALID_PARAMETERS',
    'Hafnium has no record of this VM',
  ),
  when(any(not(enabled.is(true)), not(allAreMine)), 'DENIED', 'one of the ids is not bound to this partition'),
  when(pending.any(ids), success(), 'the ids are pending, and what was pending and told is not told again', {
    writes: [pending.add(ids)],
    does: sriIsDue,
  }),
  otherwise(
    [pending.add(ids), untold.add(ids), toldOfReceiver(true)],
    success(),
    'the ids are pending, and the normal world will be told',
    sriIsDue,
  ),
]);

/** What the partition has bound, by the VM that may set it. */
const boundByVm = bitmap((c) => spmcVm(receiverOf(c)).boundBy(senderOf(c)));
const BIND_HANDLER = api('api_ffa_notification_update_bindings', 4602);
const NOT_FOR_ME = when(
  not(given(isVm, isMine)),
  'INVALID_PARAMETERS',
  'w1 must name a VM as sender, and the partition itself as receiver',
);
const NO_IDS = when((c) => ids(c) === 0n, 'INVALID_PARAMETERS', 'w3 and w4 name no id');
const PENDING = when(pending.any(ids), 'DENIED', 'one of the ids is pending');

const BIND = answers(BIND_HANDLER, [
  when((c) => x(c, 2) !== 0n, 'INVALID_PARAMETERS', 'w2 has a flag: there are global notifications only'),
  NOT_FOR_ME,
  NO_IDS,
  when(bound.any(ids), 'DENIED', 'one of the ids is bound already'),
  PENDING,
  otherwise([bound.add(ids), boundByVm.add(ids)], success(), 'this VM may set the ids now'),
]);
const UNBIND = answers(BIND_HANDLER, [
  NOT_FOR_ME,
  NO_IDS,
  when(
    whether(
      (c) => [spmcVm(receiverOf(c)).boundBy(senderOf(c))],
      (c, cells) => (ids(c) & ~cells.readBits(spmcVm(receiverOf(c)).boundBy(senderOf(c))).ones) !== 0n,
    ),
    'DENIED',
    'one of the ids is not bound to this sender',
  ),
  PENDING,
  otherwise([bound.remove(ids), boundByVm.remove(ids)], success(), 'the ids are free now'),
]);

const FROM_VMS = 2n;
/** Ids of VMs come back in w4 and w5. */
const fromVms: Reply = fromCells('', {
  keys: (c) => [spmcVm(receiverOf(c)).pending],
  frame: (c, cells) => {
    const { ones } = cells.readBits(spmcVm(receiverOf(c)).pending);
    return successFrame(0n, 0n, lo32(ones), hi32(ones));
  },
  fits: () => true,
});
const GET = answers(api('api_ffa_notification_get', 4852), [
  when((c) => w(c, 2) > 0xfn, 'INVALID_PARAMETERS', 'w2[31:4] must be zero'),
  when(
    (c) => !isMine(receiverOf(c)) || senderOf(c) !== 0,
    'INVALID_PARAMETERS',
    'w1 names another receiver or a vCPU that it has not',
  ),
  when((c) => (w(c, 2) & FROM_VMS) === 0n, success(0n, 0n, 0n, 0n), 'w2 does not ask for those of VMs'),
  otherwise(
    [pending.clear, untold.clear, toldOfReceiver(false)],
    fromVms,
    'all that VMs have set, and nothing is pending any more',
  ),
]);

const ID_GET = answers(api('api_ffa_id_get', 2640), [
  otherwise([], success(BigInt(SECOND_ID)), 'the id of the partition'),
]);
const SPM_ID_GET = answers(api('api_ffa_spm_id_get', 2646), [
  otherwise([], success(BigInt(SPMC_ID)), 'the id of the SPMC'),
]);
const NO_CALL = answers(api('ffa_handler', 1), [
  otherwise([], 'NOT_SUPPORTED', 'a partition has no use for this call'),
]);

/** What it may ask for is not what the normal world may: its own interrupts have features. */
const FEATURE_NPI = 5n;
const FEATURE_MEI = 4n;
const feature = (intid: bigint): CallRules =>
  answers(api('ffa_features_feature', 2928), [otherwise([], success(intid), 'the virtual interrupt of the partition')]);
const NPI = feature(FEATURE_NPI);
const MEI = feature(FEATURE_MEI);
const features = (c: Frame): CallRules => {
  if (w(c, 1) === 1n) return NPI;
  if (w(c, 1) === 3n) return MEI;
  return w(c, 1) === 2n ? NO_CALL : featuresOf(c);
};

type Handles = CallRules | ((call: Frame) => CallRules);
const only32: readonly Width[] = [32];
const HANDLES: ReadonlyMap<bigint, Handles> = new Map(
  (
    [
      ['FFA_FEATURES', features],
      ['FFA_ID_GET', ID_GET],
      ['FFA_SPM_ID_GET', SPM_ID_GET],
      ['FFA_NOTIFICATION_SET', SET],
      ['FFA_NOTIFICATION_BIND', BIND],
      ['FFA_NOTIFICATION_UNBIND', UNBIND],
      ['FFA_NOTIFICATION_GET', GET],
    ] as readonly (readonly [FunctionName, Handles])[]
  ).flatMap(([name, handles]) =>
    only32.map((width): [bigint, Handles] => [functionId(FUNCTION_IDS[name].number, width), handles]),
  ),
);

const rulesFor = (call: Frame): CallRules => {
  const handles = HANDLES.get(x(call, 0)) ?? NO_CALL;
  return typeof handles === 'function' ? handles(call) : handles;
};

const isCall = (id: bigint): boolean => (lo32(id) & 0xbfff_0000n) === 0x8400_0000n;

/** A direct request to the second partition: it makes the call, or answers with zeros where there is none. */
export function* commanded(request: Frame): Op<Frame> {
  const call = frame(...request.slice(3, 8));
  if (!isCall(x(call, 0))) return directResponse(request, [0n, 0n, 0n, 0n, 0n]);
  let answer = frame();
  yield* act(
    'The second partition makes the call that it was told to make',
    callName(call),
    { w: call.slice(0, 5).map(hex) },
    function* () {
      answer = yield* leaves(yield* answerBy(rulesFor(call), call));
    },
    { result: () => ({ answer: answer.slice(0, 5).map(hex) }) },
  );
  yield* backToNormalWorld();
  return directResponse(request, [x(answer, 0), x(answer, 1), x(answer, 2), x(answer, 3), x(answer, 4)]);
}

/** What it was told to do a recording shows; what came of it is taken for possible. */
export function mayHaveSignalled(_call: Frame, knowledge: Knowledge): void {
  knowledge.mayBeSet(spmcVm(0).pending, ALL_BITS);
  knowledge.mayBeSet(spmcVm(0).untold, ALL_BITS);
  knowledge.forget(SPMC.untoldOthers);
}
