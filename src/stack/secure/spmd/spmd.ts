import { type Frame, frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId } from '../../../abi/function-id.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { bits, lo32 } from '../../../base/bits.ts';
import { SPMD } from '../../../trace/keys.ts';
import { cell } from '../rules/cell-types.ts';
import { type Guard, whether } from '../rules/guard.ts';
import { is64, numberOf, senderOf, w, x } from '../rules/registers.ts';
import { fixed, success, unknownFunction } from '../rules/reply.ts';
import { answers, at, type CallRules, otherwise, type Party, passes, type Rule, when } from '../rules/rule.ts';

// TF-A's dispatcher at EL3 (services/std_svc/spmd/spmd_main.c, spmd_smc_handler, at 6a164dda7208), for calls that come
// from the normal world.

const COMMIT = '6a164dda7208d3f2c0a5c4a1681db5ec37532bf5';
const HANDLER = at('services/std_svc/spmd/spmd_main.c', 'spmd_smc_handler', 1005);
const RUNTIME = at('common/runtime_svc.c', 'smc_unknown', 175);

const FIRST = FUNCTION_IDS.FFA_ERROR.number;
const LAST = FUNCTION_IDS.FFA_NOTIFICATION_GET2.number;
const SVE_HINT = 1n << 16n;
const FFA_BASE = functionId(0, 32);

/** Does w0 name a function in the range of FF-A (is_ffa_fid), as a fast call of the standard service? */
export function isFfaFunction(w0: bigint): boolean {
  const known = ARE_FFA.get(w0);
  if (known !== undefined) return known;
  const is = isInRange(w0);
  if (ARE_FFA.size < 1024) ARE_FFA.set(w0, is);
  return is;
}

/** It is asked several times a call. */
const ARE_FFA = new Map<bigint, boolean>();

function isInRange(w0: bigint): boolean {
  const base = lo32(w0) & ~(functionId(0, 64) ^ FFA_BASE) & ~SVE_HINT & ~0xffffn;
  const number = Number(bits(w0, 15, 0));
  return base === FFA_BASE && number >= FIRST && number <= LAST;
}

/** std_svc_smc_handler: a 32-bit call has x1..x4 cut to 32 bits, and the SVE hint is taken off the function id. */
function taken(call: Frame): Frame {
  if (!isFfaFunction(x(call, 0))) return call;
  const id = lo32(x(call, 0)) & ~SVE_HINT;
  if (is64(call)) return id === call[0] && call.length === 8 ? call : frame(id, ...call.slice(1));
  const cut = [1, 2, 3, 4].every((i) => x(call, i) === w(call, i));
  if (cut && id === call[0] && call.length === 8) return call;
  return frame(id, w(call, 1), w(call, 2), w(call, 3), w(call, 4), x(call, 5), x(call, 6), x(call, 7));
}

/** The version that the normal world asked for, until it made another call: then it stays. */
const asked = cell<number>(SPMD.askedVersion, 0);
const negotiated = cell<boolean>(SPMD.negotiated, false);
/** The version that the SPMC answered. */
const answered = cell<number>(SPMD.spmcVersion, 0);

/** get_common_ffa_version: the lower of both is below this. */
const commonBelow = (version: number): Guard =>
  whether(
    () => [SPMD.askedVersion, SPMD.spmcVersion],
    (_call, cells) => {
      const versions = [SPMD.askedVersion, SPMD.spmcVersion].map((key) => {
        const known = cells.read(key);
        return known === null ? null : Number(known.value ?? 0);
      });
      if (versions.some((v) => v !== null && v < version)) return true;
      return versions.includes(null) ? null : false;
    },
  );
const V1_2 = 0x10002;
const V1_3 = 0x10003;
const BELOW_1_2 = when(commonBelow(V1_2), 'NOT_SUPPORTED', 'EL3: FF-A below 1.2 was agreed on');

const rules = (...list: readonly Rule[]): CallRules => answers(HANDLER, list);
const FORWARD = passes('spmc', 'EL3 passes the call on to the SPMC');
const ONLY_SECURE = rules(otherwise([], 'NOT_SUPPORTED', 'EL3: only the secure world makes this call'));
const UNSUPPORTED = rules(otherwise([], 'NOT_SUPPORTED', 'EL3 does not know this call'));

const isSecureId = (id: number): boolean => (id & 0x8000) !== 0;
const DIRECT: readonly Rule[] = [
  when((c) => isSecureId(senderOf(c)), 'INVALID_PARAMETERS', 'EL3: the sender is an endpoint of the secure world'),
  FORWARD,
];

const ANSWERED = answered.put((_call, reply) => Number(w(reply, 0)));
const VERSION = rules(
  when(
    (c) => bits(x(c, 1), 31, 31) === 1n,
    fixed(() => frame(0xffff_ffffn)),
    'bit 31 of the version is set',
  ),
  passes('spmc', 'EL3 asks the SPMC; the normal world has made other calls, so what it asked for first counts', {
    where: negotiated.is(true),
    speaksFor: true,
    writes: [ANSWERED],
  }),
  // spmd_try_set_nonsecure_ffa_version
  passes('spmc', 'EL3 asks the SPMC, in a message of the framework', {
    speaksFor: true,
    writes: [asked.put((c) => Number(w(c, 1))), ANSWERED],
  }),
);

const in32 = (...names: readonly FunctionName[]): bigint[] =>
  names.map((name) => functionId(FUNCTION_IDS[name].number, 32));
const in64 = (...names: readonly FunctionName[]): bigint[] =>
  names.map((name) => functionId(FUNCTION_IDS[name].number, 64));
const both = (...names: readonly FunctionName[]): bigint[] => [...in32(...names), ...in64(...names)];
const all = (ids: readonly bigint[], list: CallRules): [bigint, CallRules][] => ids.map((id) => [id, list]);

/** By function id, in the width that EL3 knows; every other is not supported. */
const byId = (spmcId: number): ReadonlyMap<bigint, CallRules> =>
  new Map([
    ...all(in32('FFA_VERSION'), VERSION),
    ...all(in32('FFA_ID_GET'), rules(otherwise([], success(0n), 'EL3: the normal world has the id 0'))),
    ...all(
      in32('FFA_SPM_ID_GET'),
      rules(
        otherwise(
          [],
          fixed(() => successFrame(BigInt(spmcId))),
          'EL3 knows the id of the SPMC',
        ),
      ),
    ),
    ...all(both('FFA_MSG_SEND_DIRECT_REQ'), rules(...DIRECT)),
    ...all(in64('FFA_MSG_SEND_DIRECT_REQ2'), rules(BELOW_1_2, ...DIRECT)),
    ...all(in64('FFA_MSG_SEND_DIRECT_RESP2'), rules(BELOW_1_2, FORWARD)),
    ...all(
      in64('FFA_NOTIFICATION_BIND2', 'FFA_NOTIFICATION_UNBIND2', 'FFA_NOTIFICATION_SET2', 'FFA_NOTIFICATION_GET2'),
      rules(when(commonBelow(V1_3), 'NOT_SUPPORTED', 'EL3: FF-A below 1.3 was agreed on'), FORWARD),
    ),
    ...all(in32('FFA_MSG_WAIT', 'FFA_INTERRUPT', 'FFA_YIELD', 'FFA_EL3_INTR_HANDLE'), ONLY_SECURE),
    ...all([...both('FFA_ABORT'), ...in64('FFA_SECONDARY_EP_REGISTER')], ONLY_SECURE),
    ...all(both('FFA_CONSOLE_LOG'), rules(otherwise([], 'NOT_SUPPORTED', 'EL3: this call is not passed on'))),
    ...all(
      in32('FFA_NORMAL_WORLD_RESUME'),
      rules(otherwise([], 'DENIED', 'EL3: only the SPMC ends the handling of a secure interrupt')),
    ),
    ...all(
      [
        ...both('FFA_SUCCESS', 'FFA_RXTX_MAP', 'FFA_MSG_SEND_DIRECT_RESP', 'FFA_NOTIFICATION_INFO_GET'),
        ...both('FFA_MEM_DONATE', 'FFA_MEM_LEND', 'FFA_MEM_SHARE', 'FFA_MEM_RETRIEVE_REQ'),
        ...in32('FFA_ERROR', 'FFA_FEATURES', 'FFA_RX_RELEASE', 'FFA_RX_ACQUIRE', 'FFA_RXTX_UNMAP'),
        ...in32('FFA_PARTITION_INFO_GET', 'FFA_RUN', 'FFA_MSG_SEND', 'FFA_MSG_SEND2'),
        ...in32('FFA_MEM_RETRIEVE_RESP', 'FFA_MEM_RELINQUISH', 'FFA_MEM_RECLAIM', 'FFA_MEM_FRAG_RX', 'FFA_MEM_FRAG_TX'),
        ...in32('FFA_NOTIFICATION_BITMAP_CREATE', 'FFA_NOTIFICATION_BITMAP_DESTROY', 'FFA_NOTIFICATION_BIND'),
        ...in32('FFA_NOTIFICATION_UNBIND', 'FFA_NOTIFICATION_SET', 'FFA_NOTIFICATION_GET'),
        ...in64('FFA_PARTITION_INFO_GET_REGS', 'FFA_NS_RES_INFO_GET'),
      ],
      rules(FORWARD),
    ),
  ]);

/** spmd_set_version_negotiated: the first call that is not FFA_VERSION ends the negotiation. */
const NEGOTIATED = [negotiated.put(true)];

const NO_FFA = answers(RUNTIME, [otherwise([], unknownFunction, 'EL3: no service has this function')]);

/** EL3 in front of an SPMC with this id (spmc_attrs.spmc_id, from its manifest). */
export function spmd(spmcId: number): Party {
  const table = byId(spmcId);
  return {
    actor: 'spmd',
    source: 'TF-A 2.15 (6a164dda)',
    version: 'TF-A 6a164dda',
    href: ({ file, line }) => `https://github.com/ARM-software/arm-trusted-firmware/blob/${COMMIT}/${file}#L${line}`,
    takes: taken,
    entry: (call) => (isFfaFunction(x(call, 0)) && !isVersion(call) ? NEGOTIATED : []),
    handles: (call) => (isFfaFunction(x(call, 0)) ? (table.get(x(call, 0)) ?? UNSUPPORTED) : NO_FFA),
  };
}

const isVersion = (call: Frame): boolean => numberOf(call) === FUNCTION_IDS.FFA_VERSION.number && !is64(call);
