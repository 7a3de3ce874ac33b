import { decodeReply } from '../../../abi/decode.ts';
import type { Frame } from '../../../abi/frame.ts';
import { callName, serviceOf } from '../../../abi/identify.ts';
import { errorSentence } from '../../../abi/parts.ts';
import { s32 } from '../../../base/bits.ts';
import { callFault, inside, keepsRows, type Op, row, serviceFault } from '../../../sim/effects.ts';
import type { Struck } from '../../../sim/fault.ts';
import { answered } from '../../faulty-call.ts';
import { firmware, whoAnswers } from '../../secure/firmware.ts';
import { refusedBecause } from '../../secure/rules/because.ts';

/**
 * The register calls of one source file of the FF-A core: `__arm_ffa_fn_smc` (drivers/firmware/arm_ffa/smccc.c). Every
 * call of Linux to the firmware passes here, so this is where it is written down and where a fault strikes.
 */
export function conduit(src: string) {
  return function* smc(why: string, call: Frame): Op<Frame> {
    return yield* exchange({ why, src }, call);
  };
}

/** What the reply is called and what it means. The same few frames come again and again, so it is kept. */
const told = new Map<string, { readonly name: string; readonly sentence: string }>();

function tell(call: Frame, reply: Frame): { readonly name: string; readonly sentence: string } {
  const key = `${call.join()} ${reply.join()}`;
  const known = told.get(key);
  if (known !== undefined) return known;
  const { name, sentence } = decodeReply(call, reply);
  const words = { name, sentence };
  if (told.size < 4096) told.set(key, words);
  return words;
}

/** Of a reply whose row nobody keeps. */
const UNTOLD = { name: '', sentence: '' };

/** A sentence with the source file that holds it. */
export interface Told {
  readonly why: string;
  readonly src: string;
}

/**
 * One SMC with its reply, told with somebody's sentence. `carried` is a fault that was aimed at the OP-TEE service in
 * this message and that the caller has already counted; without it the service is counted here.
 */
export function* exchange(asked: Told, call: Frame, carried?: Struck | null): Op<Frame> {
  const { why, src } = asked;
  const name = callName(call);
  const service = serviceOf(call);
  const byCall = yield* callFault(name);
  const byService = carried !== undefined || service === null ? carried : yield* serviceFault(service);
  const struck = byService ?? byCall;
  const fault = struck?.index ?? null;
  const expected = yield* whoAnswers(call);
  const { by: to, via } = expected;

  const of = yield* row({ kind: 'call', from: 'arm_ffa', to, via, w: call, name, service, why, src, fault });
  const reply = yield* inside(
    of,
    answered(struck, call, () => firmware(call, expected)),
  );
  const words = (yield* keepsRows()) ? tell(call, reply) : UNTOLD;
  const because = words === UNTOLD || struck !== null ? null : refusedBecause(expected, reply);
  yield* row({
    kind: 'return',
    from: to,
    to: 'arm_ffa',
    via: via.toReversed(),
    w: reply,
    name: words.name,
    service,
    of,
    why: because === null ? words.sentence : errorSentence(s32(reply[2] ?? 0n), because),
    src,
    fault,
  });
  return reply;
}
