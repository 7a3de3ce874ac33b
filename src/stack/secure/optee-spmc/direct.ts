import { OPTEE_ID, SPMC_ID } from '../../../abi/endpoint.ts';
import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS } from '../../../abi/function-id.ts';
import { directResponse } from '../../../abi/optee-service.ts';
import { numberOf, receiverOf, w, x } from '../rules/registers.ts';
import { fixed } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, passes, type Rule, when } from '../rules/rule.ts';
import { ffaVersion } from './cells.ts';
import { FFA_VERSION_1_2 } from './features.ts';
import { handler } from './source.ts';
import { agreeOn, OWN_VERSION } from './version.ts';

// Direct messages (core/arch/arm/kernel/thread_spmc.c, handle_direct_request; OP-TEE d5001fe0). Registers that the
// interface calls "must be zero" are not looked at.

export const isDirect2 = (call: Frame): boolean => numberOf(call) === FUNCTION_IDS.FFA_MSG_SEND_DIRECT_REQ2.number;

/** thread_spmc_msg_recv: FFA_MSG_SEND_DIRECT_REQ2 is there from FF-A 1.2 on. */
const NOT_BEFORE_1_2 = when(
  ffaVersion.matches((v) => v < FFA_VERSION_1_2),
  'NOT_SUPPORTED',
  'FF-A below 1.2 was agreed on',
);
const since12 = (rules: readonly Rule[]): readonly Rule[] => [NOT_BEFORE_1_2, ...rules];

const HANDLER = handler('handle_direct_request', 987);
const TO_OPTEE: readonly Rule[] = [passes('optee', 'OP-TEE is a partition of the SPMC')];
/** spmc_sp_start_thread of a build without S-EL0 partitions (spmc_sp_handler.h). */
const TO_NOBODY: readonly Rule[] = [otherwise([], 'INVALID_PARAMETERS', 'there is no endpoint with this id')];

const toOptee = answers(HANDLER, TO_OPTEE);
const toOptee2 = answers(HANDLER, since12(TO_OPTEE));
const toNobody = answers(HANDLER, TO_NOBODY);
const toNobody2 = answers(HANDLER, since12(TO_NOBODY));

const FRAMEWORK = 1n << 31n;
const MESSAGE = 0xffn;
const VERSION_REQUEST = 8n;
const VERSION_RESPONSE = 0x8000_0009n;

export const isFramework = (call: Frame): boolean => (x(call, 2) & FRAMEWORK) !== 0n;

/** handle_framework_direct_request: without virtualization only the version is negotiated. */
export const frameworkRules = (call: Frame): CallRules =>
  (x(call, 2) & MESSAGE) === VERSION_REQUEST ? EXCHANGE_VERSION : UNKNOWN_MESSAGE;

const FRAMEWORK_HANDLER = handler('handle_framework_direct_request', 875);
const EXCHANGE_VERSION = answers(
  FRAMEWORK_HANDLER,
  agreeOn(
    (c) => w(c, 3),
    fixed((c) => directResponse(c, [BigInt(OWN_VERSION), 0n, 0n, 0n, 0n]).with(2, VERSION_RESPONSE)),
  ),
);
const UNKNOWN_MESSAGE = answers(FRAMEWORK_HANDLER, [
  otherwise([], 'NOT_SUPPORTED', 'OP-TEE does not know this message of the framework'),
]);

const SPMC_HANDLER = handler('optee_spmc_lsp_handle_direct_request', 968);
const toSpmc = answers(SPMC_HANDLER, [
  otherwise([], 'INVALID_PARAMETERS', 'the SPMC takes messages of the framework alone'),
]);
const toSpmc2 = answers(
  SPMC_HANDLER,
  since12([otherwise([], 'NOT_SUPPORTED', 'the SPMC takes no FFA_MSG_SEND_DIRECT_REQ2')]),
);

export function directRequest(call: Frame): CallRules {
  const receiver = receiverOf(call);
  if (receiver === OPTEE_ID) return isDirect2(call) ? toOptee2 : toOptee;
  if (receiver !== SPMC_ID) return isDirect2(call) ? toNobody2 : toNobody;
  if (isDirect2(call)) return toSpmc2;
  return isFramework(call) ? frameworkRules(call) : toSpmc;
}
