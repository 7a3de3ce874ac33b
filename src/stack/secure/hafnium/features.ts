import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId } from '../../../abi/function-id.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { all } from '../rules/guard.ts';
import { w, x } from '../rules/registers.ts';
import { shaped, success } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, type Rule, when } from '../rules/rule.ts';
import { V1_1, V1_2, version } from './cells.ts';
import { api } from './source.ts';

// What Hafnium offers to the normal world (src/api.c, api_ffa_features; 21bfbdc1). Whether a call works is another
// question: FFA_MSG_SEND_DIRECT_REQ2 is named at 1.1, too, and refused.

/** HF_SCHEDULE_RECEIVER_INTID of the board that was recorded. */
export const SRI_INTID = 8;

const FUNCTION = api('ffa_features_function', 2723);
const functions = (...rules: readonly Rule[]): CallRules => answers(FUNCTION, rules);

const in32 = (...names: readonly FunctionName[]): bigint[] => names.map((n) => functionId(FUNCTION_IDS[n].number, 32));
const in64 = (...names: readonly FunctionName[]): bigint[] => names.map((n) => functionId(FUNCTION_IDS[n].number, 64));
const both = (...names: readonly FunctionName[]): bigint[] => [...in32(...names), ...in64(...names)];

const NAMED = functions(otherwise([], success(), 'it is named, without properties'));
const NOT_NAMED = functions(
  otherwise([], 'NOT_SUPPORTED', 'Hafnium does not name it in FFA_FEATURES to the normal world'),
);
const ONE_PAGE = 1n << 16n;
const RXTX_MAP = functions(
  when(
    version.matches((v) => v >= V1_2),
    success(ONE_PAGE),
    'w2[31:16]: a buffer has one page at most',
  ),
  otherwise([], success(), 'below 1.2 it has no properties beyond pages of 4 KiB'),
);
/** Bit 1 of w2, asked and answered: the caller understands the bit that marks normal memory. */
const NS_BIT = 2n;
const RETRIEVE_REQ = functions(
  when(
    all(
      version.matches((v) => v >= V1_1),
      (c) => (w(c, 2) & NS_BIT) === 0n,
    ),
    'NOT_SUPPORTED',
    'from 1.1 on w2 bit 1 must be set',
  ),
  otherwise([], success(NS_BIT | 4n), 'w2 bit 1: the bit of normal memory, bit 2: a hypervisor may retrieve'),
);

const BY_FUNCTION: ReadonlyMap<bigint, CallRules> = new Map([
  ...in64('FFA_RXTX_MAP').map((f): [bigint, CallRules] => [f, RXTX_MAP]),
  ...both('FFA_MEM_RETRIEVE_REQ').map((f): [bigint, CallRules] => [f, RETRIEVE_REQ]),
  ...[
    ...both('FFA_SUCCESS', 'FFA_MEM_DONATE', 'FFA_MEM_LEND', 'FFA_MEM_SHARE', 'FFA_CONSOLE_LOG'),
    ...both('FFA_MSG_SEND_DIRECT_REQ', 'FFA_MSG_SEND_DIRECT_RESP'),
    ...in32('FFA_ERROR', 'FFA_INTERRUPT', 'FFA_VERSION', 'FFA_FEATURES', 'FFA_RX_RELEASE', 'FFA_RXTX_UNMAP'),
    ...in32('FFA_PARTITION_INFO_GET', 'FFA_ID_GET', 'FFA_MSG_WAIT', 'FFA_RUN', 'FFA_MEM_RETRIEVE_RESP'),
    ...in32('FFA_MEM_RELINQUISH', 'FFA_MEM_RECLAIM', 'FFA_MEM_FRAG_RX', 'FFA_MEM_FRAG_TX', 'FFA_SPM_ID_GET'),
    ...in32('FFA_NOTIFICATION_BITMAP_CREATE', 'FFA_NOTIFICATION_BITMAP_DESTROY', 'FFA_NOTIFICATION_BIND'),
    ...in32('FFA_NOTIFICATION_UNBIND', 'FFA_NOTIFICATION_SET', 'FFA_NOTIFICATION_GET', 'FFA_MSG_SEND2'),
    ...in32('FFA_RX_ACQUIRE'),
    ...in64('FFA_NOTIFICATION_INFO_GET', 'FFA_PARTITION_INFO_GET_REGS', 'FFA_MSG_SEND_DIRECT_REQ2'),
    ...in64('FFA_MSG_SEND_DIRECT_RESP2', 'FFA_NS_RES_INFO_GET'),
  ].map((f): [bigint, CallRules] => [f, NAMED]),
]);

const FEATURE = api('ffa_features_feature', 2928);
const features = (...rules: readonly Rule[]): CallRules =>
  answers(FEATURE, [
    when((c) => w(c, 1) > 0xffn, 'NOT_SUPPORTED', 'bits 30:8 of a feature id must be zero'),
    when((c) => w(c, 2) !== 0n, 'NOT_SUPPORTED', 'w2 must be zero for a feature'),
    ...rules,
  ]);

/** Another board may give the normal world another of the SGIs 8..15. */
const isSgi = (_call: Frame, _cells: unknown, reply: Frame): boolean => {
  const intid = x(reply, 2);
  return intid >= 8n && intid <= 15n && successFrame(intid).every((word, i) => word === reply[i]);
};
const SRI = features(
  otherwise(
    [],
    shaped('another SGI', isSgi, () => successFrame(BigInt(SRI_INTID))),
    'the SGI that Hafnium gives to the normal world',
  ),
);
const NO_PER_VCPU = 3n;
const NOTIFICATIONS = features(otherwise([], success(NO_PER_VCPU), 'there are no per-vCPU notifications, for nobody'));
const NO_FEATURE = features(otherwise([], 'NOT_SUPPORTED', 'the normal world does not have this feature'));

const SRI_ID = 2n;
const NOTIFICATIONS_ID = 4n;
const IS_FUNCTION = 1n << 31n;

export function featuresOf(call: Frame): CallRules {
  const asked = w(call, 1);
  if ((asked & IS_FUNCTION) !== 0n) return BY_FUNCTION.get(asked) ?? NOT_NAMED;
  if (asked === SRI_ID) return SRI;
  return asked === NOTIFICATIONS_ID ? NOTIFICATIONS : NO_FEATURE;
}
